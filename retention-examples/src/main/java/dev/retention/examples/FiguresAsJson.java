package dev.retention.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.retention.Proportion;
import dev.retention.examples.json.RetentionModule;
import dev.retention.examples.json.StoredTally;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;

/** "My service speaks JSON." Figures and tables through Jackson, and figures read back. */
public final class FiguresAsJson {
    private FiguresAsJson() {}

    /**
     * Prints figures and reads them back.
     *
     * @param args none
     * @throws JsonProcessingException if a figure cannot be read
     */
    public static void main(String[] args) throws JsonProcessingException {
        run(System.out);
    }

    static void run(PrintStream out) throws JsonProcessingException {
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31)).from(LocalDate.of(2026, 1, 1));
        Rule<String> orders = Rule.of("orders", months, Cells.of(List.of("one", "more")), (history, sink) -> {
            sink.add(history.size() == 1 ? 0 : 1);
        });
        long january = LocalDate.of(2026, 1, 1).toEpochDay();
        Counted<Long, String> counted = Sweep.over(LongHistoryBuilder.ofDays()
                        .add(1, january)
                        .add(2, january + 3)
                        .build())
                .count(orders);
        // region jackson
        JsonMapper mapper = JsonMapper.builder()
                .addModule(RetentionModule.withoutCustomers())
                .build();
        out.println(mapper.writeValueAsString(Proportion.of(1, 3))); // {"count":1,"total":3,"value":0.3333333333333333}
        out.println(mapper.readValue("{\"count\": 1, \"total\": 3}", Proportion.class)); // 33.3 % (1 of 3)
        out.println(mapper.readValue(mapper.writeValueAsString(months), Timeline.class)
                .equals(months)); // true

        String kept = mapper.writeValueAsString(counted.tally()); // its definition and its bytes
        out.println(mapper.readValue(kept, StoredTally.class).by(orders).count("one")); // 2
        // endregion
    }
}
