# Methods that need to know which answers are one person's.
draw_sheets <- function(people, items, departments, missing) {
    person <- rnorm(people)
    department <- sample(0:(departments - 1), people, TRUE)
    answers <- vapply(seq_len(items), function(item)
        clip(round(3.4 + .5 * person * runif(1, -.3, 1.5) + rnorm(1, 0, .4) + .3 * (department %% 3) + rnorm(people, 0, .8)), 1, 5),
        numeric(people))
    answers[runif(people * items) < missing] <- 0
    list(department = department, answers = answers,
         send = c(people, items, as.vector(t(cbind(department, answers)))))
}

# Johnson's weights of complete sheets by singular values of the data, as he has it; of pairs by eigenvalues.
from_data <- function(x, y) {
    parts <- svd(scale(x, FALSE, sqrt(colSums(x^2))))
    beta <- parts$v %*% crossprod(parts$u, y / sqrt(sum(y^2)))
    as.vector((parts$v %*% diag(parts$d) %*% t(parts$v))^2 %*% beta^2)
}
from_correlations <- function(matrix, outcome) {
    parts <- eigen(matrix, symmetric = TRUE)
    roots <- sqrt(pmax(parts$values, 1e-6))
    lambda <- parts$vectors %*% (roots * t(parts$vectors))
    as.vector(lambda^2 %*% solve(lambda, outcome)^2)
}
within <- function(x, department) {
    group <- match(department, unique(department))
    x - (rowsum(x, group) / tabulate(group))[group]
}

pairs_correlation <- function(sheets) {
    items <- ncol(sheets$answers)
    matrix <- diag(items)
    for (i in seq_len(items)) for (k in seq_len(i - 1)) {
        both <- sheets$answers[, i] > 0 & sheets$answers[, k] > 0
        x <- within(sheets$answers[both, i], sheets$department[both])
        y <- within(sheets$answers[both, k], sheets$department[both])
        matrix[i, k] <- matrix[k, i] <- sum(x * y) / sqrt(sum(x^2) * sum(y^2))
    }
    matrix
}

method("drivers",
    draw = function() draw_sheets(between(60, 200), between(3, 8), between(1, 8), sample(c(0, .15), 1)),
    expect = function(case) {
        last <- ncol(case$answers)
        matrix <- pairs_correlation(case)
        if (any(case$answers == 0)) {
            weights <- from_correlations(matrix[-last, -last], matrix[-last, last])
        } else {
            centred <- apply(case$answers, 2, within, case$department)
            weights <- from_data(centred[, -last], centred[, last])
        }
        c(sum(weights), rbind(weights, matrix[-last, last]))
    })

alpha_of <- function(covariance) {
    items <- ncol(covariance)
    items / (items - 1) * (1 - sum(diag(covariance)) / sum(covariance))
}

# Feldt's interval by R's F distribution; items of different length by their steps.
method("reliability",
    draw = function() {
        case <- draw_sheets(between(30, 150), between(3, 9), 1, 0)
        case$steps <- 1 / sample(c(4, 6, 10), ncol(case$answers), TRUE)
        case$send <- c(case$send, case$steps)
        case
    },
    expect = function(case) {
        x <- sweep(case$answers, 2, case$steps, "*")
        items <- ncol(x)
        covariance <- cov(x)
        alpha <- alpha_of(covariance)
        freedom <- c(nrow(x) - 1, (nrow(x) - 1) * (items - 1))
        correlation <- mean(cor(x)[upper.tri(covariance)])
        c(known = 1, alpha = alpha, interval = 1 - (1 - alpha) * qf(c(.975, .025), freedom[1], freedom[2]),
          standardised = items * correlation / (1 + (items - 1) * correlation), correlation = correlation,
          without = vapply(seq_len(items), function(i) alpha_of(covariance[-i, -i]), 0))
    })

# R's own iterative proportional fitting: a table with the wanted margins, fitted from the people who answered.
method("raking", tolerance = 1e-9,
    draw = function() {
        rows <- between(2, 5)
        columns <- between(2, 5)
        people <- matrix(rpois(rows * columns, 8), rows)
        people[people == 0 & runif(rows * columns) < .7] <- 1
        diag(people) <- diag(people) + 1
        people[, 1] <- people[, 1] + 1
        people[1, ] <- people[1, ] + 1
        invited <- people + rpois(rows * columns, 10)
        targets <- c(rowSums(invited), colSums(invited) * sample(c(1, 1.2), 1))
        list(send = c(rows, columns, as.vector(t(people)), targets), people = people, invited = invited)
    },
    expect = function(case) {
        people <- case$people
        fitted <- loglin(case$invited, list(1, 2), start = people, fit = TRUE, eps = 1e-11, iter = 10000, print = FALSE)$fit
        weights <- ifelse(people > 0, fitted / pmax(people, 1), 0)
        each <- rep(as.vector(weights), as.vector(people))
        effective <- sum(each)^2 / sum(each^2)
        c(converged = 1, t(weights), range(each) / mean(each), effective = effective, design_effect = length(each) / effective)
    })
