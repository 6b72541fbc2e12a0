package dev.retention.model;

import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The CDNOW purchases, which may not be bundled: they are read where they lie beside the project. */
public final class CdnowFiles {
    private CdnowFiles() {}

    public static Stream<Path> find(String name) {
        return Stream.of(Path.of("..", "..", "shared", "data", name), Path.of("..", "shared", "data", name))
                .filter(Files::exists)
                .limit(1);
    }

    /** All customers: id, yyyymmdd, CDs, dollars after a line of names. */
    public static HistoryStore<Long> master(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return store(lines.subList(1, lines.size()), 1);
    }

    /** All customers but those who spent more than some dollars in all. */
    public static HistoryStore<Long> masterWithout(Path file, double moreThan) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Map<String, Double> spent = lines.subList(1, lines.size()).stream()
                .map(line -> line.trim().split(" +", -1))
                .collect(Collectors.groupingBy(
                        cells -> cells[0], Collectors.summingDouble(cells -> Double.parseDouble(cells[3]))));
        return store(
                lines.subList(1, lines.size()).stream()
                        .filter(line -> spent.getOrDefault(line.trim().split(" +", -1)[0], 0.0) <= moreThan)
                        .toList(),
                1);
    }

    /** One in ten: id in the whole, id in the sample, yyyymmdd, CDs, dollars. */
    public static HistoryStore<Long> sample(Path file) throws IOException {
        return store(Files.readAllLines(file), 2);
    }

    private static HistoryStore<Long> store(List<String> lines, int dateColumn) {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().amounts(Currency.getInstance("USD"));
        for (String line : lines) {
            String[] cells = line.trim().split(" +", -1);
            builder.add(
                    Long.parseLong(cells[dateColumn - 1]),
                    LocalDate.parse(cells[dateColumn], DateTimeFormatter.BASIC_ISO_DATE)
                            .toEpochDay(),
                    Math.round(Double.parseDouble(cells[dateColumn + 2]) * 100));
        }
        return builder.build();
    }
}
