# Departments against each other.

# Paule–Mandel: the root of Σ(y − μ)²/(v + τ²) = k − 1.
method("shrink_values",
    draw = function() {
        count <- between(2, 60)
        variance <- rexp(count, 10) + .005
        value <- rnorm(count, rnorm(count, 3.5, sample(c(0, .1, .5), 1)), sqrt(variance))
        list(send = as.vector(rbind(value, variance)), value = value, variance = variance)
    },
    expect = function(case) {
        y <- case$value
        v <- case$variance
        mean_at <- function(between) weighted.mean(y, 1 / (v + between))
        over <- function(between) sum((y - mean_at(between))^2 / (v + between)) - (length(y) - 1)
        most <- 2 * length(y) * max((y - mean(y))^2) + 1
        between <- if (over(0) > 0) uniroot(over, c(0, most), tol = 1e-16, maxiter = 10000)$root else 0
        mean <- mean_at(between)
        own <- v / (v + between)
        value <- own * mean + (1 - own) * y
        error <- sqrt((1 - own) * v)
        wide <- between + sqrt(2 / sum(1 / (v + between)^2))
        half <- qnorm(.975) * sqrt(v * wide / (v + wide) + own^2 / sum(1 / (v + between)))
        better <- if (between > 0) pnorm((value - mean) / error) else rep(.5, length(y))
        c(mean = mean, between = between, rbind(value, error, value - half, value + half, better))
    })

# Kleinman's moments with weights n.
method("shrink_shares",
    draw = function() {
        count <- between(2, 40)
        base <- round(log_uniform(2, 300)) + sample(0:20, count, TRUE)
        share <- rbeta(count, 6, 3)
        if (runif(1) < .4) share[] <- share[1]
        chosen <- rbinom(count, base, share)
        chosen[1] <- between(1, base[1] - 1)
        list(send = as.vector(rbind(chosen, base)), chosen = chosen, base = base)
    },
    expect = function(case) with(case, {
        total <- sum(base)
        share <- sum(chosen) / total
        squares <- sum(base * (chosen / base - share)^2)
        rest <- base * (1 - base / total)
        usable <- sum(rest) - sum(rest / base)
        correlation <- (squares - share * (1 - share) * sum(rest / base)) / (share * (1 - share) * usable)
        prior <- function(rho) {
            size <- 1 / clip(rho, 1 / (total + 1), .999) - 1
            c(share, 1 - share) * size
        }
        shown <- prior(correlation)
        wide <- prior(max(correlation, sqrt(2 * (length(base) - 1)) / usable))
        a <- shown[1] + chosen
        b <- shown[2] + base - chosen
        value <- a / (a + b)
        better <- if (correlation > 0) pbeta(shown[1] / sum(shown), a, b, lower.tail = FALSE) else rep(.5, length(base))
        quantile <- function(p) qbeta(p, wide[1] + chosen, wide[2] + base - chosen)
        c(shown, correlation,
          rbind(value, sqrt(value * (1 - value) / (a + b + 1)), quantile(.025), quantile(.975), better))
    }))
