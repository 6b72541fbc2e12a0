package dev.retention.examples;

import dev.retention.CustomerFlow;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.value.BaseProjection;
import dev.retention.value.CohortTriangle;
import java.io.PrintStream;
import java.util.Locale;

/** "What is one point of retention worth, and what will our cohorts still bring?" */
public final class WhatIsStillToCome {
    private WhatIsStillToCome() {}

    /**
     * Prints where the base goes, and a triangle of cohorts completed.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region base
        BaseProjection base = BaseProjection.of( // a month: 1,000 customers, 100 of them lost, 150 acquired
                CustomerFlow.builder().start(1_000).lost(100).acquired(150).build());
        out.println(base);
        out.printf(Locale.ROOT, "%.1f new customers a month are worth as much as a point now%n", base.worthNow(0.01));
        base.worthAtLevel(0.01).ifPresent(customers -> out.printf(Locale.ROOT, "%.1f at the level%n", customers));
        base.retentionFor(1_500, 12)
                .ifPresent(rate -> out.printf(Locale.ROOT, "%.4f needed for 1,500 in a year%n", rate));
        base.within(Proportion.of(900, 1_000).interval(ProportionInterval.WILSON, 0.95), BaseProjection::level)
                .ifPresent(level -> out.println("the level: " + level));
        // endregion
        // region triangle
        CohortTriangle triangle = CohortTriangle.of( // or of a cohort table: CohortTriangle.of(table)
                new double[] {1000, 1500, 1800, 1890}, // what each month's new customers have spent by age
                new double[] {1200, 1860, 2210},
                new double[] {900, 1330},
                new double[] {1400});
        triangle.toCome().forEach(out::println);
        out.println(triangle.total());
        triangle.total().interval(0.8).ifPresent(out::println);
        out.println(triangle.surprises(0.05)); // no cohort grew otherwise than the others
        // endregion
    }
}
