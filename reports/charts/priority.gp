# Numbered dots between two axes, with lines where the average is.
plot $RULE using 1:2:3:4:5 with vectors nohead linecolor rgb variable, \
     $REFERENCE using 1:2 with lines linecolor rgb REFERENCE, \
     $POINT using 1:2:3 with points pointtype 7 pointsize 0.8 linecolor rgb variable, \
     $LEFT using 1:2:(say($3)):4 with labels left noenhanced textcolor rgb variable, \
     $MIDDLE using 1:2:(say($3)):4 with labels center noenhanced textcolor rgb variable, \
     $RIGHT using 1:2:(say($3)):4 with labels right noenhanced textcolor rgb variable
