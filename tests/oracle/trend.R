# Several waves, and departments as points of a line.
draw_points <- function(least, digits) {
    count <- between(least, 24)
    data.frame(day = 20000 + cumsum(sample(20:100, count, TRUE)),
               value = round(3.5 + rnorm(1, 0, .05) * seq_len(count) + rnorm(count, 0, .3), digits),
               variance = runif(count, .01, .2))
}
send_points <- function(points) list(send = as.vector(t(as.matrix(points))), points = points)

# Weighted least squares; the residual variance is taken as at least 1.
method("line", floor = c(1e-3, 1, 1e-3, 1, 0, 1e-3, 1e-3),
    draw = function() send_points(draw_points(4, 6)),
    expect = function(case) {
        points <- case$points
        middle <- mean(points$day) # R's QR, too, is more exact around it
        fit <- lm(value ~ I(day - middle), points, weights = 1 / variance)
        slope <- unname(coef(fit)[2])
        misfit <- deviance(fit)
        error <- sqrt(max(1, misfit / df.residual(fit)) * summary(fit)$cov.unscaled[2, 2])
        c(slope = slope, intercept = unname(coef(fit)[1]) - slope * middle, error = error, misfit = misfit,
          p = 2 * pt(-abs(slope / error), df.residual(fit)), interval = slope + qt(c(.025, .975), df.residual(fit)) * error)
    })

# Kendall's test with ties and continuity correction; the median of all slopes, with its interval by ranks.
method("ranks", floor = c(1e-3, 1e-3, 1e-3, 1, 0),
    draw = function() send_points(draw_points(8, between(0, 3))),
    expect = function(case) {
        day <- case$points$day
        y <- case$points$value
        n <- length(y)
        upper <- upper.tri(diag(n))
        rise <- outer(y, y, function(a, b) b - a)[upper]
        slopes <- sort(rise / outer(day, day, function(a, b) b - a)[upper])
        ties <- table(y)
        deviation <- sqrt((n * (n - 1) * (2 * n + 5) - sum(ties * (ties - 1) * (2 * ties + 5))) / 18)
        reach <- qnorm(.975) * deviation
        rank <- clip(floor((length(slopes) + c(-reach, reach + 2)) / 2 + .5), 1, length(slopes))
        p <- if (length(ties) > 1) cor.test(day, y, method = "kendall", exact = FALSE, continuity = TRUE)$p.value else 1
        c(slope = median(slopes), interval = slopes[rank], s = sum(sign(rise)), p = min(1, p))
    })

method("control",
    draw = function() {
        count <- between(7, 24)
        points <- data.frame(n = sample(5:300, count, TRUE), value = rnorm(count, 3.5, .2), variance = runif(count, .2, 2))
        send_points(points)
    },
    expect = function(case) {
        points <- case$points
        first <- 1:6
        rest <- 7:nrow(points)
        centre <- weighted.mean(points$value[first], points$n[first])
        variance <- weighted.mean(points$variance[first] + (points$value[first] - centre)^2, points$n[first])
        z <- (points$value[rest] - centre) / sqrt(variance / points$n[rest])
        average <- tail(as.vector(stats::filter(.3 * z, .7, method = "recursive")), 1)
        weight <- .3 * .7^(length(rest) - seq_along(rest))
        shared <- sum(weight * sqrt(points$n[rest] / sum(points$n[first])))
        c(centre = centre, variance = variance, average = average, limit = 2.7 * sqrt(sum(weight^2) + shared^2))
    })

# Cochran and Armitage's statistic, R's χ² of all groups for what is left over, and HC2 from R's own leverages.
method("share_trend", floor = c(1, 1, 1, 0),
    draw = function() {
        count <- between(8, 40)
        total <- round(rexp(count, 1 / 30)) + 5
        score <- rnorm(count, 10, 30)
        users <- rbinom(count, total, clip(.1 + rnorm(1, 0, .001) * score + rnorm(count, 0, .03), .01, .9))
        users[1] <- 1
        list(send = as.vector(rbind(users, total, score)), users = users, total = total, score = score)
    },
    expect = function(case) with(case, {
        along <- unname(quietly(prop.trend.test(users, total, score))$statistic)
        all <- unname(quietly(prop.test(users, total, correct = FALSE))$statistic)
        share <- sum(users) / sum(total)
        fit <- lm(I(users / total) ~ score, weights = total)
        distance <- score - weighted.mean(score, total)
        robust <- sum((total * residuals(fit) * distance)^2 / (1 - hatvalues(fit))) / sum(total * distance^2) / share / (1 - share)
        spread <- max(1, (all - along) / (length(total) - 2), robust)
        high <- distance >= 0
        c(tested = 1, lower = sum(users[!high]) / sum(total[!high]), higher = sum(users[high]) / sum(total[high]),
          p = 2 * pt(-sqrt(along / spread), length(total) - 2))
    }))
