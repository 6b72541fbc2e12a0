package dev.retention.model;

import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import java.util.SplittableRandom;

/** Customer bases to test with. */
final class CustomerBases {
    private CustomerBases() {}

    /**
     * 1,200 customers drawn once from a Pareto/NBD (r = .6, alpha = 8, s = .8, beta = 15 weeks) and rounded to whole and half
     * quarters, as frequency:recency:age:count; made for these tests.
     */
    private static final String TABLE =
            "0:0:26:215 0:0:39:227 0:0:52:188 1:1:26:17 1:1:39:13 1:1:52:17 1:6.5:26:17 1:6.5:39:19 "
                    + "1:6.5:52:21 1:13:26:22 1:13:39:6 1:13:52:9 1:19.5:26:15 1:19.5:39:7 1:19.5:52:4 1:26:26:1 "
                    + "1:26:39:5 1:26:52:13 1:32.5:39:3 1:32.5:52:4 1:39:52:2 1:45.5:52:1 1:52:52:3 2:1:26:5 "
                    + "2:1:39:3 2:1:52:4 2:6.5:26:8 2:6.5:39:3 2:6.5:52:11 2:13:26:11 2:13:39:4 2:13:52:5 "
                    + "2:19.5:26:15 2:19.5:39:4 2:19.5:52:7 2:26:26:8 2:26:39:10 2:26:52:5 2:32.5:39:7 2:32.5:52:5 "
                    + "2:39:39:2 2:39:52:5 2:45.5:52:2 2:52:52:1 3:6.5:26:2 3:6.5:52:6 3:13:26:4 3:13:39:2 "
                    + "3:13:52:6 3:19.5:26:5 3:19.5:39:4 3:19.5:52:3 3:26:26:6 3:26:39:4 3:26:52:2 3:32.5:39:2 "
                    + "3:39:39:1 3:39:52:2 3:45.5:52:1 3:52:52:1 4:6.5:26:2 4:6.5:39:1 4:6.5:52:3 4:13:26:1 "
                    + "4:13:39:1 4:19.5:26:6 4:19.5:39:1 4:26:26:1 4:26:39:2 4:26:52:7 4:32.5:39:7 4:39:39:6 "
                    + "4:39:52:2 4:45.5:52:2 4:52:52:3 5:13:26:2 5:13:52:2 5:19.5:26:5 5:19.5:39:3 5:26:26:5 "
                    + "5:26:39:2 5:26:52:1 5:32.5:39:4 5:39:39:3 5:45.5:52:2 5:52:52:2 6:6.5:52:1 6:13:52:1 "
                    + "6:19.5:26:6 6:19.5:39:1 6:26:26:2 6:26:39:3 6:26:52:1 6:32.5:39:1 6:32.5:52:1 6:39:39:2 "
                    + "6:39:52:1 6:45.5:52:3 6:52:52:1 7:13:26:1 7:19.5:26:2 7:19.5:39:2 7:26:26:1 7:26:39:2 "
                    + "7:26:52:2 7:32.5:39:1 7:39:39:2 7:39:52:2 7:45.5:52:2 7:52:52:1 8:13:26:1 8:19.5:26:2 "
                    + "8:19.5:39:3 8:26:39:1 8:32.5:39:1 8:39:39:1 8:39:52:1 8:45.5:52:2 8:52:52:1 9:13:26:1 "
                    + "9:19.5:52:2 9:26:39:2 9:32.5:39:2 9:32.5:52:3 9:39:39:3 9:45.5:52:1 9:52:52:1 10:13:39:1 "
                    + "10:26:26:2 10:26:39:1 10:32.5:39:1 10:39:39:2 10:39:52:2 10:45.5:52:1 11:26:26:1 11:39:39:3 "
                    + "11:52:52:1 12:13:26:1 12:13:39:1 12:19.5:26:2 12:26:26:5 12:26:52:1 12:32.5:39:4 12:39:39:4 "
                    + "12:45.5:52:7 12:52:52:9 ";

    static PurchaseSummary simulatedOnce() {
        return scaled(PeriodsPerYear.WEEKLY, 1, 1);
    }

    static PurchaseSummary scaled(PeriodsPerYear unit, double factor, long copies) {
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(unit);
        for (String cell : TABLE.trim().split(" ", -1)) {
            String[] part = cell.split(":", -1);
            builder.add(
                    PurchaseHistory.of(
                            Integer.parseInt(part[0]),
                            Double.parseDouble(part[1]) * factor,
                            Double.parseDouble(part[2]) * factor),
                    copies * Long.parseLong(part[3]));
        }
        return builder.build();
    }

    static PurchaseSummary drawn(PurchaseModel model, int customers, double age, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(model.unit());
        for (int i = 0; i < customers; i++) {
            builder.add(model.simulate(age * (0.75 + 0.25 * (i % 5) / 4), random), 1);
        }
        return builder.build();
    }
}
