package dev.retention.examples.report.figures;

import java.util.List;

/**
 * The shares that came back by age, pooled over cohorts.
 *
 * @param name which cohorts
 * @param first the label of the oldest one
 * @param last the label of the youngest one
 * @param points one for each age at which a cohort was fully observed
 */
public record Curve(String name, String first, String last, List<CurvePoint> points) {

    public Curve {
        points = List.copyOf(points);
    }
}
