# A figure against a norm from elsewhere, and those who did not answer.

# 0 eNPS, 1 mean, 2 favourable. Of people: as many as the norm was taken from; 0: exact.
method("norm", floor = c(1, 1, 1, 1e-290), # below that numbers lose their digits
    draw = function() {
        kind <- between(0, 2)
        scale <- if (kind == 0) enps_scale else draw_scale()
        scale$in_base <- 0
        answers <- draw_answers(scale, round(log_uniform(20, 3000)))
        value <- switch(kind + 1, runif(1, -80, 80), runif(1, scale$min, scale$min + scale$points - 1), runif(1, .05, .95))
        people <- sample(c(0, between(20, 1000)), 1)
        usual <- runif(1, .3, 2)
        list(send = c(kind, value, people, usual, send_scale(scale), send_answers(answers)), kind = kind, scale = scale,
             answers = answers, value = value, people = people, usual = usual)
    },
    expect = function(case) {
        x <- values_of(case$scale, case$answers)
        category <- category_of(case$scale, x)
        n <- length(x)
        part <- if (case$people > 0) 1 / case$people else 0
        if (case$kind == 0) {
            padded <- c(category, rep(c(1, 0, -1), c(.75, 1.5, .75) * 4)) # three people, in quarters below
            weight <- c(rep(1, n), rep(.25, 12))
            centre <- weighted.mean(padded, weight)
            error <- 100 * sqrt(weighted.mean((padded - centre)^2, weight) * (1 / (n + 3) + part))
            distance <- 100 * centre - case$value
            interval <- clip(distance + qnorm(c(.025, .975)) * error, -100 - case$value, 100 - case$value)
            return(c(100 * mean(category) - case$value, interval, two_sided(distance / error)))
        }
        if (case$kind == 1) {
            freedom <- n + 3
            error <- sqrt(((n - 1) * var(x) + 4 * case$usual) / freedom * (1 / n + part))
            distance <- mean(x) - case$value
            least <- case$scale$min - case$value
            interval <- clip(distance + qt(c(.025, .975), freedom) * error, least, least + case$scale$points - 1)
            return(c(distance, interval, 2 * pt(-abs(distance / error), freedom)))
        }
        share <- mean(category == 1)
        own <- wilson(share, n)
        other <- if (case$people > 0) wilson(case$value, case$people) else rep(case$value, 2)
        test <- quietly(if (case$people > 0) prop.test(c(share * n, case$value * case$people), c(n, case$people), correct = FALSE)
                        else prop.test(share * n, n, p = case$value, correct = FALSE))
        d <- share - case$value
        c(d, d - sqrt((share - own[1])^2 + (other[2] - case$value)^2), d + sqrt((own[2] - share)^2 + (case$value - other[1])^2),
          test$p.value)
    })

# Everybody who did not answer a detractor, or a promoter.
method("nonresponse",
    draw = function() {
        answered <- between(1, 500)
        list(send = c(runif(1, -100, 100), answered, answered + between(0, 500)))
    },
    expect = function(case) with(list(s = case$send), (s[1] * s[2] + c(-100, 100) * (s[3] - s[2])) / s[3]))
