// The normal and Student's t distribution, to about 1e-12, for every size a survey can have.
#pragma once

// The quantile of a two-sided 95 % interval, normal_quantile(0.975).
#define NORMAL_95 1.959963984540054

// P(Z ≤ z), also far out in the lower tail.
double normal_cdf(double z);
// The z with P(Z ≤ z) = p, for 0 < p < 1; ±infinity at the ends.
double normal_quantile(double p);
// P(|Z| ≥ |z|).
double normal_two_sided(double z);

// Student's t with `freedom` > 0 degrees, not necessarily whole (Welch).
double student_cdf(double t, double freedom);
double student_quantile(double p, double freedom); // 0 < p < 1
double student_two_sided(double t, double freedom);

// ln Γ(a+½)/Γ(a) for a > 0, also where the difference of two large ln Γ would lose its digits.
double log_gamma_half_step(double a);
