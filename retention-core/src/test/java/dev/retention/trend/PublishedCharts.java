package dev.retention.trend;

import dev.retention.trend.CountSeries.Kind;
import dev.retention.trend.CountSeries.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Series that were published with their charts. */
final class PublishedCharts {
    /** Cans of orange juice that leak, of 50. Montgomery, Introduction to Statistical Quality Control; R qcc, orangejuice. */
    static final long[] ORANGE_JUICE = {
        12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6
    };

    /** The same machine after it was set anew. */
    static final long[] ORANGE_JUICE_AFTER = {9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5};

    /** Faults of printed circuit boards. Montgomery; R qcc, circuit. */
    static final long[] CIRCUIT = {
        21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15
    };

    /** Faults of five computers each. Montgomery; R qcc, pcmanufact. */
    static final long[] COMPUTERS = {10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5};

    /** Faults of dyed cloth. Montgomery; R qcc, dyedcloth. */
    static final CountSeries CLOTH =
            rates(new long[] {14, 12, 20, 11, 7, 10, 21, 16, 19, 23}, 10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5);

    /** Patients seen within four hours, by week. Mohammed and Laney (2006); R qicharts2, nhs_accidents. */
    static final CountSeries EMERGENCIES = shares(
            new long[] {
                266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320, 267923, 271478, 255353,
                256820, 261835, 259144, 255910, 260863, 264465, 260989
            },
            280443,
            276823,
            291681,
            296155,
            282343,
            275888,
            283867,
            295251,
            284468,
            282529,
            279618,
            283932,
            266629,
            268091,
            276803,
            271578,
            266005,
            273520,
            278574,
            273772);

    /** Complaints and sales by month. Laney; R qicharts2, complaints. */
    static final CountSeries COMPLAINTS = rates(
            new long[] {
                426, 543, 428, 67, 303, 481, 304, 718, 681, 1030, 704, 1062, 1085, 1311, 1309, 1342, 1740, 1468, 1364,
                1824
            },
            90000,
            110000,
            90000,
            40000,
            60000,
            70000,
            90000,
            120000,
            150000,
            210000,
            190000,
            250000,
            220000,
            210000,
            230000,
            220000,
            310000,
            330000,
            320000,
            330000);

    /** Infections by month. R qicharts2, cdi. */
    static final double[] INFECTIONS = {
        17, 12, 27, 20, 20, 18, 22, 19, 19, 24, 17, 16, 24, 19, 19, 22, 25, 19, 17, 6, 25, 17, 11, 14, 9, 11, 7, 13, 5,
        5, 3, 5, 9, 4, 5, 9
    };

    private PublishedCharts() {}

    static CountSeries sharesOf(long total, long... counts) {
        double[] totals = new double[counts.length];
        Arrays.fill(totals, total);
        return shares(counts, totals);
    }

    static CountSeries shares(long[] counts, double... totals) {
        return CountSeries.of(Kind.SHARES, rates(counts, totals).points());
    }

    static CountSeries rates(long[] counts, double... exposures) {
        return CountSeries.of(labels(counts.length), counts, exposures);
    }

    static List<String> labels(int size) {
        return IntStream.rangeClosed(1, size).mapToObj(Integer::toString).toList();
    }

    static Point running(int label, long count, double exposure) {
        return new Point(Integer.toString(label), Optional.empty(), count, exposure, false);
    }
}
