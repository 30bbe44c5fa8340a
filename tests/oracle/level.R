# Figures of one wave. Answers are drawn as a scale and its counts; R works on the answers themselves.
draw_scale <- function() {
    points <- c(2, 4, 5, 7, 11)[between(1, 5)]
    favourable <- between(1, points - 1)
    list(points = points, min = between(0, 1), neutral = between(1, favourable), favourable = favourable,
         reverse = between(0, 1), in_base = between(0, 1))
}
enps_scale <- list(points = 11, min = 0, neutral = 7, favourable = 9, reverse = 0, in_base = 0)
send_scale <- function(scale) unlist(scale[c("points", "min", "neutral", "favourable", "reverse", "in_base")])

# Anything from all alike to spread evenly.
draw_counts <- function(points, n) as.vector(rmultinom(1, n, rgamma(points, sample(c(.2, 1, 5), 1)) + 1e-6))

draw_answers <- function(scale, n, weighted = FALSE) list(
    counts = draw_counts(scale$points, n), not_applicable = if (scale$in_base) between(0, 10) else 0,
    effective = if (weighted && n > 3 && runif(1) < .3) between(2, n - 1) else 0)
send_answers <- function(answers) c(answers$counts, answers$not_applicable, answers$effective)

values_of <- function(scale, answers) {
    points <- seq_len(scale$points) - 1
    scale$min + rep(if (scale$reverse) rev(points) else points, answers$counts)
}
category_of <- function(scale, values) # −1, 0, 1
    (values - scale$min >= scale$neutral) + (values - scale$min >= scale$favourable) - 1
effective_of <- function(answers) if (answers$effective > 0) answers$effective else sum(answers$counts)

# Nobody knows, everybody answered, or something between.
draw_population <- function(base) sample(c(0, base, base + between(1, 3), base + between(0, 2 * base)), 1)
in_place_of <- function(effective, n, population) # m = n(N − 1)/(N − n)
    if (population == 0) effective else if (population == n) Inf else effective * (population - 1) / (population - n)
wilson <- function(share, m) { # R's own score interval; it takes fractions as well
    if (is.infinite(m)) return(c(share, share))
    as.vector(quietly(prop.test(share * m, m, correct = FALSE))$conf.int)
}

method("enps",
    draw = function() {
        answers <- draw_answers(enps_scale, round(log_uniform(1, 5000)), weighted = TRUE)
        population <- draw_population(sum(answers$counts))
        list(send = c(population, send_answers(answers)), answers = answers, population = population)
    },
    expect = function(case) {
        x <- category_of(enps_scale, values_of(enps_scale, case$answers))
        m <- in_place_of(effective_of(case$answers), length(x), case$population)
        interval <- rep(100 * mean(x), 2)
        if (is.finite(m)) {
            p <- c(m * mean(x == 1) + .75, m * mean(x == 0) + 1.5, m * mean(x == -1) + .75) / (m + 3)
            centre <- sum(p * c(1, 0, -1))
            error <- sqrt((sum(p * c(1, 0, 1)) - centre^2) / (m + 3))
            interval <- 100 * clip(centre + qnorm(c(.025, .975)) * error, -1, 1)
        }
        c(enps = 100 * mean(x), interval, promoters = mean(x == 1), passives = mean(x == 0), detractors = mean(x == -1))
    })

method("scale",
    draw = function() {
        scale <- draw_scale()
        answers <- draw_answers(scale, round(log_uniform(1, 5000)), weighted = TRUE)
        population <- draw_population(sum(answers$counts) + answers$not_applicable)
        usual <- runif(1, .1, 2)
        list(send = c(population, usual, send_scale(scale), send_answers(answers)), scale = scale, answers = answers,
             population = population, usual = usual)
    },
    expect = function(case) {
        scale <- case$scale
        population <- case$population
        x <- values_of(scale, case$answers)
        n <- length(x)
        base <- n + case$answers$not_applicable
        effective <- effective_of(case$answers)
        squares <- (effective - 1) * (if (n > 1) var(x) else 0)
        error <- sqrt((squares + 4 * case$usual) / (effective + 3) / effective * (if (population) 1 - n / population else 1))
        half <- qt(.975, effective + 3) * error
        category <- category_of(scale, x)
        share <- sum(category == 1) / base
        highest <- scale$min + scale$points - 1
        c(mean = mean(x), mean_interval = clip(mean(x) + c(-half, half), scale$min, highest),
          score = 100 * (mean(x) - scale$min) / (highest - scale$min), favourable = share,
          favourable_interval = wilson(share, in_place_of(effective * base / n, base, population)),
          neutral = sum(category == 0) / base, unfavourable = sum(category == -1) / base)
    })

# s₀²: what a line with a level for each department leaves over.
method("pooled",
    draw = function() {
        scale <- draw_scale()
        groups <- lapply(seq_len(between(2, 12)), function(i) draw_answers(scale, between(0, 40)))
        groups[[1]]$counts <- draw_counts(scale$points, between(2, 40))
        list(send = c(length(groups), send_scale(scale), unlist(lapply(groups, send_answers))), scale = scale, groups = groups)
    },
    expect = function(case) {
        x <- unlist(lapply(case$groups, function(answers) values_of(case$scale, answers)))
        department <- factor(rep(seq_along(case$groups), vapply(case$groups, function(answers) sum(answers$counts), 0)))
        fit <- lm.fit(model.matrix(if (nlevels(droplevels(department)) > 1) ~ droplevels(department) else ~ 1, list(department)), x)
        sum(fit$residuals^2) / fit$df.residual
    })

# What readers see of fewer than 20: within [1/n, 1 − 1/n] of the scale, METHODS.md section 6.
draw_small <- function(scale) {
    answers <- draw_answers(scale, between(2, 25))
    if (runif(1) < .4) # all alike
        answers$counts <- sum(answers$counts) * (seq_len(scale$points) == between(1, scale$points))
    answers
}

method("clip_scale",
    draw = function() {
        scale <- draw_scale()
        answers <- draw_small(scale)
        list(send = c(send_scale(scale), send_answers(answers)), scale = scale, answers = answers)
    },
    expect = function(case) {
        x <- values_of(case$scale, case$answers)
        n <- length(x)
        step <- if (n < 20) 1 / n else 0
        favourable <- clip(mean(category_of(case$scale, x) == 1), step, 1 - step)
        c(mean = clip(mean(x), case$scale$min + step, case$scale$min + case$scale$points - 1 - step),
          favourable = favourable * n / (n + case$answers$not_applicable))
    })

method("clip_enps",
    draw = function() {
        answers <- draw_small(enps_scale)
        list(send = send_answers(answers), answers = answers)
    },
    expect = function(case) {
        x <- category_of(enps_scale, values_of(enps_scale, case$answers))
        most <- if (length(x) < 20) 1 - 1 / length(x) else 1
        100 * clip(mean(x), -most, most)
    })

# Largest remainders, ties to the first.
method("apportion", tolerance = 0,
    draw = function() {
        weights <- round(rexp(between(1, 11), 1e-5)) + 1
        people <- between(0, 500)
        list(send = c(people, length(weights), weights), weights = weights, people = people)
    },
    expect = function(case) {
        quota <- case$weights * case$people / sum(case$weights)
        places <- floor(quota)
        more <- order(-(quota - places))[seq_len(case$people - sum(places))]
        places[more] <- places[more] + 1
        places
    })
