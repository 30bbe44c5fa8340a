# A line over the waves, its interval as a band behind it, a thin line to compare with, triangles where something changed.
plot $RULE using 1:2:3:4:5 with vectors nohead linecolor rgb variable, \
     $BOX using (($1+$3)/2):(($2+$4)/2):1:3:2:4:5 with boxxyerror linecolor rgb variable, \
     $BAND using 1:2:3 with filledcurves fillcolor rgb BAND, \
     $REFERENCE using 1:2 with lines linecolor rgb REFERENCE, \
     $LINE using 1:2 with lines linecolor rgb LINE, \
     $POINT using 1:2:3 with points pointtype 7 pointsize 0.8 linecolor rgb variable, \
     $RISE using 1:2 with points pointtype 9 pointsize 0.9 linecolor rgb RISE, \
     $FALL using 1:2 with points pointtype 11 pointsize 0.9 linecolor rgb FALL, \
     $LEFT using 1:2:(say($3)):4 with labels left noenhanced textcolor rgb variable, \
     $MIDDLE using 1:2:(say($3)):4 with labels center noenhanced textcolor rgb variable, \
     $RIGHT using 1:2:(say($3)):4 with labels right noenhanced textcolor rgb variable
