package dev.retention.examples.report.figures;

/**
 * A point of a curve.
 *
 * @param age how many periods after the first order
 * @param cohorts how many cohorts are old enough
 * @param rate their customers who ordered at that age, out of all their customers
 */
public record CurvePoint(int age, int cohorts, Rate rate) {}
