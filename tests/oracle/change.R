# One wave against another.
draw_waves <- function(scale, least, most, same = .5) {
    earlier <- draw_answers(scale, round(log_uniform(least, most)))
    n <- round(log_uniform(least, most))
    now <- draw_answers(scale, n)
    if (runif(1) < same) # from the same distribution
        now$counts <- as.vector(rmultinom(1, n, earlier$counts + .3))
    list(scale = scale, earlier = earlier, now = now, send = c(send_answers(earlier), send_answers(now)))
}
draw_scale_waves <- function(least, most) {
    scale <- draw_scale()
    case <- draw_waves(scale, least, most)
    case$send <- c(send_scale(scale), case$send)
    case
}
waves_of <- function(case) list(x = values_of(case$scale, case$earlier), y = values_of(case$scale, case$now))
two_sided <- function(z) 2 * pnorm(-abs(z))
known <- function(p) if (is.nan(p)) 1 else p # R's tests say NaN where nothing varies

# All ways to deal the merged answers out, as a product of two hypergeometric distributions.
permutation <- function(x, y) {
    merged <- c(x, y)
    n <- length(x)
    plus <- sum(merged == 1)
    zero <- sum(merged == 0)
    minus <- sum(merged == -1)
    ways <- expand.grid(p = 0:min(n, plus), d = 0:min(n, minus))
    ways <- ways[ways$p + ways$d <= n & n - ways$p - ways$d <= zero, ]
    chance <- dhyper(ways$p, plus, zero + minus, n) * dhyper(ways$d, minus, zero, n - ways$p)
    difference <- (plus - ways$p - (minus - ways$d)) / length(y) - (ways$p - ways$d) / n
    sum(chance[abs(difference) >= abs(mean(y) - mean(x)) - 1e-9])
}

pooled_p <- function(x, y) {
    spread <- var(c(x, y))
    if (spread == 0) return(1)
    two_sided((mean(y) - mean(x)) / sqrt(spread * (1 / length(x) + 1 / length(y))))
}

# The exact test where a wave has fewer than 20 answers, otherwise pooled z; 1.5 pseudo-counts a wave for the interval.
method("enps_change", floor = c(1, 0, 1, 1),
    draw = function() if (runif(1) < .6) draw_waves(enps_scale, 2, 60) else draw_waves(enps_scale, 20, 3000),
    expect = function(case) {
        x <- category_of(enps_scale, waves_of(case)$x)
        y <- category_of(enps_scale, waves_of(case)$y)
        small <- min(length(x), length(y)) < 20
        smooth <- lapply(list(x, y), function(v) {
            n <- length(v) + 1.5
            p <- (sum(v == 1) + .375) / n
            d <- (sum(v == -1) + .375) / n
            c(p - d, (p + d - (p - d)^2) / n)
        })
        centre <- smooth[[2]][1] - smooth[[1]][1]
        error <- sqrt(smooth[[1]][2] + smooth[[2]][2])
        c(difference = 100 * (mean(y) - mean(x)), p = if (small) permutation(x, y) else pooled_p(x, y),
          interval = clip(100 * (centre + qnorm(c(.025, .975)) * error), -200, 200))
    })

method("mean_change", floor = c(1, 0, 1, 1, 1, 1),
    draw = function() {
        repeat {
            case <- draw_scale_waves(2, 2000)
            waves <- waves_of(case)
            if (var(waves$x) + var(waves$y) > 0) return(case) # else t.test has nothing to say
        }
    },
    expect = function(case) {
        waves <- waves_of(case)
        test <- t.test(waves$y, waves$x)
        reach <- case$scale$points - 1
        c(difference = mean(waves$y) - mean(waves$x), p = test$p.value, interval = clip(test$conf.int, -reach, reach),
          t = unname(test$statistic), freedom = unname(test$parameter))
    })

method("rank_change", floor = c(0, 1, 1, 1, 0),
    draw = function() draw_scale_waves(2, 200),
    expect = function(case) {
        x <- waves_of(case)$x
        y <- waves_of(case)$y
        rank <- function(correct) wilcox.test(y, x, exact = FALSE, correct = correct)
        freedom <- length(x) + length(y) - 2
        spread <- ((length(x) - 1) * var(x) + (length(y) - 1) * var(y)) / freedom
        unbiased <- exp(lgamma(freedom / 2) - lgamma((freedom - 1) / 2)) / sqrt(freedom / 2)
        c(p = known(rank(FALSE)$p.value), delta = mean(sign(outer(y, x, "-"))),
          g = if (spread > 0) (mean(y) - mean(x)) / sqrt(spread) * unbiased else 0,
          u = unname(rank(FALSE)$statistic), corrected = min(1, known(rank(TRUE)$p.value)))
    })

# Newcombe's interval from R's two score intervals.
method("share_change", floor = c(1, 1, 1, 0),
    draw = function() draw_scale_waves(1, 3000),
    expect = function(case) {
        chosen <- vapply(waves_of(case), function(x) sum(category_of(case$scale, x) == 1), 0)
        base <- vapply(list(case$earlier, case$now), function(a) sum(a$counts) + a$not_applicable, 0)
        share <- chosen / base
        first <- wilson(share[1], base[1])
        second <- wilson(share[2], base[2])
        d <- share[2] - share[1]
        c(difference = unname(d), low = unname(d - sqrt((share[2] - second[1])^2 + (first[2] - share[1])^2)),
          high = unname(d + sqrt((second[2] - share[2])^2 + (share[1] - first[1])^2)),
          p = known(quietly(prop.test(chosen, base, correct = FALSE))$p.value))
    })

method("discovery", tolerance = 1e-13, floor = 0,
    draw = function() list(send = sample(c(1, round(runif(between(1, 60)), 2), runif(between(1, 60))^4))),
    expect = function(case) c(p.adjust(case$send, "BH"), p.adjust(case$send, "BY")))

method("compare", floor = c(1, 1, 1, 0),
    draw = function() list(send = c(rnorm(1, 0, 10), rexp(1, .3), rnorm(1, 0, 10), rexp(1, .3))),
    expect = function(case) {
        d <- case$send[1] - case$send[3]
        error <- sqrt(case$send[2]^2 + case$send[4]^2)
        c(difference = d, interval = d + qnorm(c(.025, .975)) * error, p = two_sided(d / error))
    })
