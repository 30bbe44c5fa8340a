# What every chart starts from: nothing but the marks that its own script draws. Numbers with names (WIDTH, the roles GRID,
# LINE, …) and data blocks come before this. Texts are lines of $T and are used as say(number), never in a command.
# Positions are units of the drawing from its left and top. With `rgb variable` a row brings the colour of its role.
set encoding utf8
set terminal svg size WIDTH,HEIGHT dynamic noenhanced font "S,12"
say(i) = (i >= 1 && i <= |$T|) ? $T[int(i)] : ""
unset key
unset border
unset tics
set style fill solid 1 noborder
set lmargin at screen 0
set rmargin at screen 1
set bmargin at screen 0
set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]
