// The beta distribution with parameters a, b > 0, to about 1e-12.
#pragma once

// The continued fraction of the incomplete beta function; for x < (a+1)/(a+b+2), where it converges fast:
// I_x(a, b) = x^a (1−x)^b / (a·B(a, b)) · fraction.
double beta_fraction(double x, double a, double b);

// P(X ≤ x), and the x with P(X ≤ x) = p; x within 0..1 and 0 < p < 1.
double beta_cdf(double x, double a, double b);
double beta_quantile(double p, double a, double b);
