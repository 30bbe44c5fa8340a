# Departments by questions: a box a figure with its number in it; hidden ones are boxes whose roles become patterns.
plot $BOX using (($1+$3)/2):(($2+$4)/2):1:3:2:4:5 with boxxyerror linecolor rgb variable, \
     $LEFT using 1:2:(say($3)):4 with labels left noenhanced textcolor rgb variable, \
     $MIDDLE using 1:2:(say($3)):4 with labels center noenhanced textcolor rgb variable, \
     $RIGHT using 1:2:(say($3)):4 with labels right noenhanced textcolor rgb variable, \
     $SLANTED using 1:2:(say($3)):4 with labels left rotate by 50 noenhanced textcolor rgb variable
