# Rscript oracle.R PROGRAM: 300 random cases a method, computed by PROGRAM (the functions that the analyzer calls) and by R's
# own means, must agree. Base R and stats alone. Each file of methods says how a case is drawn, what is sent, what R makes of
# it and how near that must be.
options(warn = 2, digits = 17)
arguments <- commandArgs(trailingOnly = TRUE)
program <- arguments[1]
folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
CASES <- 300
methods <- list()

# draw(): a case, a list with `send`, the numbers that the program gets. expect(case): a named vector of what it must answer.
# Two numbers agree when |a − b| ≤ tolerance · max(|b|, floor); floor 0 asks for the digits of small ones too (p-values).
method <- function(name, draw, expect, tolerance = 1e-9, floor = 1)
    methods[[name]] <<- list(name = name, draw = draw, expect = expect, tolerance = tolerance, floor = floor)

between <- function(low, high) low + sample.int(high - low + 1, 1) - 1 # whole; sample(5:5) would be 1..5
log_uniform <- function(low, high) exp(runif(1, log(low), log(high)))
clip <- function(x, low, high) pmin(pmax(x, low), high)
quietly <- function(test) suppressWarnings(test) # "approximation may be incorrect": it is the one that is asked for

# The cases of a method are the same whatever other methods there are.
draw_cases <- function(method) {
    set.seed(sum(utf8ToInt(method$name) * seq_len(nchar(method$name))))
    lapply(seq_len(CASES), function(i) method$draw())
}

ask_program <- function(method, cases) {
    file <- tempfile()
    on.exit(unlink(file))
    writeLines(vapply(cases, function(case) paste(sprintf("%.17g", case$send), collapse = " "), ""), file)
    lines <- system2(program, method$name, stdin = file, stdout = TRUE)
    if (length(lines) != length(cases))
        stop(method$name, ": the program answered ", length(lines), " of ", length(cases), " cases")
    lapply(strsplit(lines, " ", fixed = TRUE), as.numeric)
}

distance <- function(method, seen, wanted) {
    if (length(seen) != length(wanted))
        stop(method$name, ": ", length(seen), " results, expected ", length(wanted))
    off <- abs(seen - wanted) / pmax(abs(wanted), method$floor)
    off[seen == wanted] <- 0
    off[is.na(off)] <- Inf
    off
}

report_case <- function(method, number, case, seen, wanted, off) {
    worst <- which.max(off)
    label <- if (is.null(names(wanted))) worst else names(wanted)[worst]
    cat(sprintf("  case %d, %s: %.17g, R says %.17g\n", number, label, seen[worst], wanted[worst]),
        "    sent: ", substr(paste(case$send, collapse = " "), 1, 400), "\n", sep = "")
}

run <- function(method) {
    cases <- draw_cases(method)
    seen <- ask_program(method, cases)
    wanted <- lapply(cases, method$expect)
    off <- Map(function(a, b) distance(method, a, b), seen, wanted)
    largest <- vapply(off, max, 0)
    bad <- which(largest > method$tolerance)
    cat(sprintf("%-14s %d cases, farthest %.1e of %.0e allowed%s\n", method$name, length(cases), max(largest), method$tolerance,
                if (length(bad)) sprintf(": %d DISAGREE", length(bad)) else ""))
    for (number in head(bad, 3))
        report_case(method, number, cases[[number]], seen[[number]], wanted[[number]], off[[number]])
    length(bad) == 0
}

for (file in c("distribution", "level", "change", "norm", "trend", "shrinkage", "sheets"))
    source(file.path(folder, paste0(file, ".R")))
wished <- if (length(arguments) > 1) arguments[-1] else names(methods)
good <- vapply(methods[wished], run, TRUE)
quit(status = if (all(good)) 0 else 1)
