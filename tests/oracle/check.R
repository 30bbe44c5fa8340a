# Computes the cases that tests/oracle/cases.c has written again, with R's own functions where R has one, and says how far apart
# the two are: Rscript check.R DIRECTORY. Ends with 1 when anything is further apart than its tolerance.
directory <- commandArgs(TRUE)[1]
cases <- function(method) read.csv(file.path(directory, paste0(method, ".csv")))
failed <- FALSE

compare <- function(what, ours, theirs, tolerance = 1e-9) {
    distance <- abs(ours - theirs) / pmax(1, abs(theirs))
    worst <- max(distance)
    if (!is.finite(worst) || worst > tolerance) {
        at <- which(!is.finite(distance) | distance > tolerance)[1]
        cat(sprintf("%s: %d of %d differ, case %d: %.15g, R %.15g\n", what, sum(!(distance <= tolerance)), length(ours), at, ours[at], theirs[at]))
        failed <<- TRUE
    } else {
        cat(sprintf("%s: %d cases agree to %.1g\n", what, length(ours), worst))
    }
}
rows <- function(x, f) t(sapply(seq_len(nrow(x)), function(i) f(x[i, ])))
groups <- function(x, f) t(sapply(split(x, x$case), f))
first <- function(x) x[!duplicated(x$case), ]

x <- cases("distributions")
compare("normal cdf", x$pnorm, pnorm(x$z))
compare("normal quantile", x$qnorm, qnorm(x$p))
compare("Student cdf", x$pt, pt(x$z, x$freedom))
compare("Student quantile", x$qt, qt(x$p, x$freedom))
compare("beta cdf", x$pbeta, pbeta(x$p, x$a, x$b))
compare("beta quantile", x$qbeta, qbeta(x$p, x$a, x$b), 1e-8)

x <- cases("mean_changes")
r <- rows(x, function(row) {
    a <- rep(1:5, unlist(row[paste0("a", 1:5)])); b <- rep(1:5, unlist(row[paste0("b", 1:5)]))
    welch <- t.test(b, a)
    u <- suppressWarnings(wilcox.test(b, a, exact = FALSE, correct = FALSE))
    corrected <- suppressWarnings(wilcox.test(b, a, exact = FALSE, correct = TRUE))
    freedom <- length(a) + length(b) - 2
    d <- (mean(b) - mean(a)) / sqrt(((length(a) - 1) * var(a) + (length(b) - 1) * var(b)) / freedom)
    good <- c(sum(a >= 4), sum(b >= 4)); n <- c(length(a), length(b)); p <- good / n
    wilson <- sapply(1:2, function(i) suppressWarnings(prop.test(good[i], n[i], correct = FALSE))$conf.int)
    c(welch$estimate[1] - welch$estimate[2], welch$statistic, welch$parameter, welch$p.value, welch$conf.int[1], welch$conf.int[2],
      u$statistic, u$p.value, corrected$p.value, 2 * u$statistic / prod(n) - 1, d,
      d * exp(lgamma(freedom / 2) - lgamma((freedom - 1) / 2)) / sqrt(freedom / 2), p[2] - p[1],
      p[2] - p[1] - sqrt((p[2] - wilson[1, 2])^2 + (wilson[2, 1] - p[1])^2),
      p[2] - p[1] + sqrt((wilson[2, 2] - p[2])^2 + (p[1] - wilson[1, 1])^2),
      suppressWarnings(prop.test(good, n, correct = FALSE))$p.value)
})
names <- c("difference", "t", "freedom", "p", "low", "high", "u", "rank_p", "rank_p_corrected", "delta", "d", "g", "share", "share_low",
           "share_high", "share_p")
r[, 5] <- pmax(r[, 5], -4); r[, 6] <- pmin(r[, 6], 4)
for (i in seq_along(names)) compare(paste("change of a mean,", names[i]), x[[names[i]]], r[, i])

x <- cases("enps")
r <- rows(x, function(row) {
    a <- unlist(row[c("p1", "s1", "d1")]); b <- unlist(row[c("p2", "s2", "d2")]); n1 <- sum(a); n2 <- sum(b); n <- n1 + n2; all <- a + b
    change <- (b[1] - b[3]) / n2 - (a[1] - a[3]) / n1
    answers <- rep(c(1, 0, -1), all)
    pooled <- if (change == 0) 1 else 2 * pnorm(-abs(change) / sqrt(var(answers) * (1 / n1 + 1 / n2)))
    deals <- expand.grid(p = 0:min(n1, all[1]), d = 0:min(n1, all[3]))
    deals <- deals[n1 - deals$p - deals$d >= 0 & n1 - deals$p - deals$d <= all[2], ]
    weight <- exp(lchoose(all[1], deals$p) + lchoose(all[2], n1 - deals$p - deals$d) + lchoose(all[3], deals$d) - lchoose(n, n1))
    there <- (all[1] - deals$p - all[3] + deals$d) / n2 - (deals$p - deals$d) / n1
    smooth <- function(counts, half, size) {
        share <- (size * counts / sum(counts) + c(half, 2 * half, half)) / (size + 4 * half)
        balance <- share[1] - share[3]
        c(balance, (share[1] + share[3] - balance^2) / (size + 4 * half))
    }
    one <- smooth(a, 0.375, n1); two <- smooth(b, 0.375, n2); half <- qnorm(0.975) * sqrt(one[2] + two[2])
    level <- smooth(b, 0.75, n2 * (row$invited - 1) / (row$invited - n2))
    c(pooled, sum(weight[abs(there) >= abs(change) - 1e-9]), 100 * max(-2, two[1] - one[1] - half), 100 * min(2, two[1] - one[1] + half),
      100 * max(-1, level[1] - qnorm(0.975) * sqrt(level[2])), 100 * min(1, level[1] + qnorm(0.975) * sqrt(level[2])))
})
names <- c("pooled", "exact", "low", "high", "level_low", "level_high")
for (i in seq_along(names)) compare(paste("eNPS,", names[i]), x[[names[i]]], r[, i])

x <- cases("levels")
r <- rows(x, function(row) {
    a <- rep(1:5, unlist(row[paste0("a", 1:5)]))
    c(suppressWarnings(prop.test(sum(a >= 4), length(a), correct = FALSE))$conf.int, pmin(5, pmax(1, t.test(a)$conf.int)))
})
names <- c("share_low", "share_high", "mean_low", "mean_high")
for (i in seq_along(names)) compare(paste("level,", names[i]), x[[names[i]]], r[, i])

x <- cases("trends")
r <- groups(x, function(line) {
    day <- line$day - line$day[1]
    fit <- lm(value ~ day, weights = 1 / line$variance, data = data.frame(value = line$value, day = day))
    table <- summary(fit)$coefficients; misfit <- sum(fit$residuals^2 / line$variance); freedom <- fit$df.residual
    error <- table[2, 2] / sqrt(misfit / freedom) * sqrt(max(1, misfit / freedom)) # R's spread is Q/(T-2), also below 1
    half <- qt(0.975, freedom) * error
    pairs <- which(upper.tri(diag(length(day))), arr.ind = TRUE)
    rise <- line$value[pairs[, 2]] - line$value[pairs[, 1]]; slopes <- sort(rise / (day[pairs[, 2]] - day[pairs[, 1]]))
    kendall <- suppressWarnings(cor.test(day, line$value, method = "kendall", exact = FALSE, continuity = TRUE))
    n <- length(day); tied <- table(line$value)
    reach <- qnorm(0.975) * sqrt((n * (n - 1) * (2 * n + 5) - sum(tied * (tied - 1) * (2 * tied + 5))) / 18); count <- length(slopes)
    base <- 1:6; all <- sum(line$n[base]); centre <- sum(line$n[base] * line$value[base]) / all
    v <- sum(line$n[base] * (line$spread[base] + line$value[base]^2)) / all - centre^2
    after <- 7:n; z <- (line$value[after] - centre) / sqrt(v / line$n[after]); weight <- 0.3 * 0.7^(rev(seq_along(after)) - 1)
    c(coef(fit)[2], coef(fit)[1] - coef(fit)[2] * line$day[1], misfit, error, 2 * pt(-abs(coef(fit)[2] / error), freedom),
      coef(fit)[2] - half, coef(fit)[2] + half, median(slopes), slopes[max(1, floor((count - reach) / 2 + 0.5))],
      slopes[min(count, floor((count + reach) / 2 + 1.5))], sum(sign(rise)),
      if (sum(sign(rise)) == 0) 1 else kendall$p.value, sum(weight * z), 2.7 * sqrt(sum(weight^2) + sum(weight * sqrt(line$n[after] / all))^2))
})
names <- c("slope", "intercept", "misfit", "error", "p", "low", "high", "sen", "sen_low", "sen_high", "s", "mk_p", "average", "limit")
x <- first(x)
for (i in seq_along(names)) compare(paste("trend,", names[i]), x[[names[i]]], r[, i], if (names[i] == "intercept") 1e-8 else 1e-9)

x <- cases("ranks")
r <- do.call(rbind, lapply(split(x, x$case), function(company) {
    y <- company$value; v <- company$variance; k <- length(y)
    misfit <- function(between) { w <- 1 / (v + between); sum(w * (y - sum(w * y) / sum(w))^2) - (k - 1) }
    between <- if (misfit(0) <= 0) 0 else uniroot(misfit, c(0, 100), tol = 1e-15)$root
    w <- 1 / (v + between); mean <- sum(w * y) / sum(w); drawn <- v * w
    error <- sqrt((1 - drawn) * v); shrunk <- drawn * mean + (1 - drawn) * y
    c1 <- company$chosen; n <- company$base; all <- sum(n); p <- sum(c1) / all
    S <- sum(n * (c1 / n - p)^2); rest <- n * (1 - n / all)
    rho <- (S - p * (1 - p) * sum(rest / n)) / (p * (1 - p) * (sum(rest) - sum(rest / n)))
    prior <- function(rho) { size <- 1 / min(max(rho, 1 / (all + 1)), 0.999) - 1; c(p * size, (1 - p) * size) }
    own <- prior(rho); wide <- prior(max(rho, sqrt(2 * (k - 1)) / (sum(rest) - sum(rest / n))))
    cbind(mean, between, shrunk, error, if (between > 0) pnorm((shrunk - mean) / error) else 0.5, own[1], own[2], rho,
          (own[1] + c1) / (sum(own) + n), qbeta(0.025, wide[1] + c1, wide[2] + n - c1), qbeta(0.975, wide[1] + c1, wide[2] + n - c1),
          if (rho > 0) pbeta(p, own[1] + c1, own[2] + n - c1, lower.tail = FALSE) else 0.5)
}))
names <- c("mean", "between", "shrunk", "error", "better", "alpha", "beta", "correlation", "share", "share_low", "share_high", "share_better")
for (i in seq_along(names)) compare(paste("comparison,", names[i]), x[[names[i]]], r[, i], if (i <= 5) 1e-7 else 1e-8)

x <- cases("discoveries")
compare("Benjamini-Hochberg", x$bh, unlist(lapply(split(x$p, x$case), p.adjust, "BH")))
compare("Benjamini-Yekutieli", x$by, unlist(lapply(split(x$p, x$case), p.adjust, "BY")))

quit(status = if (failed) 1 else 0)
