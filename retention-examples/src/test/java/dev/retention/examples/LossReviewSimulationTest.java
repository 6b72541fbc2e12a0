package dev.retention.examples;

import dev.retention.time.Grain;
import dev.retention.loss.*;
import org.junit.jupiter.api.Test;

class LossReviewSimulationTest {
    @Test
    void look() {
        long t = System.nanoTime();
        ReviewedBusiness b = ReviewedBusiness.of(BusinessSimulator.of(1, 3000));
        System.out.println("sim " + (System.nanoTime() - t) / 1e9); t = System.nanoTime();
        LossReview<String> r = b.review(Grain.YEAR).in("2025");
        System.out.println(r); System.out.println(r.findings()); System.out.println(r.reconcile().stream().map(x -> x.left() + x.onlyLeft().size() + "/" + x.right() + x.onlyRight().size()).toList());
        System.out.println("review " + (System.nanoTime() - t) / 1e9); t = System.nanoTime();
        LossReview<String> q = ReviewedBusiness.of(BusinessSimulator.of(1)).review(Grain.QUARTER).in("2025-Q3");
        System.out.println(q); System.out.println(q.findings());
        System.out.println("review " + (System.nanoTime() - t) / 1e9); t = System.nanoTime();
        for (int i = 0; i < 5; i++) { LossReview<String> n = ReviewedBusiness.shuffled(BusinessSimulator.of(i), i).review(Grain.YEAR).in("2025"); System.out.println(n.findings()); }
        System.out.println("5 shuffled " + (System.nanoTime() - t) / 1e9); t = System.nanoTime();
    }
}
