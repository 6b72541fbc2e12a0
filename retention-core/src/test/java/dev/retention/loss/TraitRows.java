package dev.retention.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Made-up customers with attributes that hang together, and what is said of them worked out by going through them one by one. */
final class TraitRows {
    static final List<String> TEXTS = List.of("plan", "country", "level", "support", "channel", "answer");

    private TraitRows() {}

    /**
     * A customer.
     *
     * @param customer the key
     * @param lost whether the customer is in the target
     * @param texts what is known of the attributes
     * @param cents a number, null if it is not known
     */
    record Row(
            long customer,
            boolean lost,
            Map<String, String> texts,
            @Nullable Long cents) {
        @Nullable
        String text(String name) {
            return texts.get(name);
        }

        Row lost(boolean other) {
            return new Row(customer, other, texts, cents);
        }
    }

    /** Customers in random order, of whom those with the plan "starter" are more often lost if a cause is planted. */
    static List<Row> random(int n, long seed, boolean planted) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Map<String, String> texts = new LinkedHashMap<>();
            String plan = List.of("starter", "team", "firm").get(random.nextInt(3));
            texts.put("plan", plan);
            texts.put("country", random.nextInt(4) == 0 ? plan + "land" : "c" + random.nextInt(3));
            // The level is the plan by another name, and who has no support has no level to speak of.
            texts.put("level", plan.equals("starter") ? "1" : plan.equals("team") ? "2" : "3");
            texts.put("support", random.nextInt(3) == 0 || plan.equals("firm") ? "yes" : "no");
            texts.put("channel", random.nextBoolean() ? "web" : "phone");
            if (random.nextInt(5) > 0) {
                texts.put("answer", "a" + random.nextInt(5));
            }
            boolean lost = random.nextInt(100) < (planted && plan.equals("starter") ? 55 : 20);
            rows.add(new Row(1000 + i, lost, texts, random.nextInt(10) == 0 ? null : (long) random.nextInt(500)));
        }
        return rows;
    }

    static Snapshot<Row, Long> snapshot(List<Row> rows) {
        Snapshot<Row, Long> snapshot = Snapshot.of(rows, Row::customer, Row::lost);
        for (String text : TEXTS) {
            snapshot = snapshot.text(text, row -> row.text(text));
        }
        return snapshot;
    }

    /** The counts of those who fit, one by one. */
    static TraitCounts count(List<Row> rows, Predicate<Row> fit) {
        long with = 0;
        long both = 0;
        long lost = 0;
        for (Row row : rows) {
            boolean fits = fit.test(row);
            with += fits ? 1 : 0;
            lost += row.lost() ? 1 : 0;
            both += fits && row.lost() ? 1 : 0;
        }
        return TraitCounts.of(both, with, lost, rows.size());
    }

    /** Whether a row has a value, of which "(missing)" is what is not known. */
    static boolean has(Row row, TraitValue value) {
        String text = row.text(value.attribute());
        return (text == null ? "(missing)" : text).equals(value.group().label());
    }
}
