# Distribution functions: R's own. Relative errors, so that a p of 1e-200 has its digits as well.
probability <- function() if (runif(1) < .5) runif(1) else 10^-runif(1, 0, 100)

method("normal", floor = c(0, 0, 1), tolerance = 1e-12,
    draw = function() list(send = c(runif(1, -30, 8), probability())),
    expect = function(case) {
        z <- case$send[1]
        c(cdf = pnorm(z), two_sided = 2 * pnorm(-abs(z)), quantile = qnorm(case$send[2]))
    })

method("student", floor = c(0, 0, 1), tolerance = 1e-12,
    draw = function() {
        freedom <- log_uniform(1, 1e6)
        list(send = c(rt(1, min(freedom, 30)) * 2, clip(probability(), 1e-12, 1), freedom))
    },
    expect = function(case) {
        t <- case$send[1]
        freedom <- case$send[3]
        c(cdf = pt(t, freedom), two_sided = 2 * pt(-abs(t), freedom), quantile = qt(case$send[2], freedom))
    })

method("beta", tolerance = 1e-11,
    draw = function() {
        a <- log_uniform(.5, 3000)
        b <- log_uniform(.5, 3000)
        list(send = c(rbeta(1, a, b), runif(1, .001, .999), a, b))
    },
    expect = function(case) with(list(s = case$send), c(cdf = pbeta(s[1], s[3], s[4]), quantile = qbeta(s[2], s[3], s[4]))))

# Beyond 1e4 the difference of two lgamma has fewer digits than what is tested.
method("gamma", tolerance = 1e-10,
    draw = function() list(send = log_uniform(.1, 1e4)),
    expect = function(case) lgamma(case$send + .5) - lgamma(case$send))
