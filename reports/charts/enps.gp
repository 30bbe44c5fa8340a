# Promoters, passives and detractors in one bar; below it the score as a point with its interval from -100 to 100.
plot $BOX using (($1+$3)/2):(($2+$4)/2):1:3:2:4:5 with boxxyerror linecolor rgb variable, \
     $RULE using 1:2:3:4:5 with vectors nohead linecolor rgb variable, \
     $POINT using 1:2:3 with points pointtype 7 pointsize 1 linecolor rgb variable, \
     $LEFT using 1:2:(say($3)):4 with labels left noenhanced textcolor rgb variable, \
     $MIDDLE using 1:2:(say($3)):4 with labels center noenhanced textcolor rgb variable, \
     $RIGHT using 1:2:(say($3)):4 with labels right noenhanced textcolor rgb variable
