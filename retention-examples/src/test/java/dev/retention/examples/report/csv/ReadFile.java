package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * A file as it was read with the options of a command line.
 *
 * @param orders one for each order, such as {@code ann 2025-01-03 45.00}
 * @param currency the currency's code
 * @param excluded how many lines are left out, by reason
 * @param reading how it was read
 */
record ReadFile(List<String> orders, String currency, Map<Excluded.Reason, Long> excluded, Reading reading) {

    @Command
    private static final class Options {
        @Mixin
        private CsvOptions csv = new CsvOptions();
    }

    static ReadFile of(Path folder, byte[] bytes, String... options) {
        Options parsed = new Options();
        Converters.register(new CommandLine(parsed))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(options);
        try {
            Path file = Files.write(folder.resolve("orders.csv"), bytes);
            try (CsvOrders orders = CsvOrders.open(file, parsed.csv)) {
                List<String> read = new ArrayList<>();
                for (Order each : orders) {
                    read.add(each.customer() + " " + each.date() + " " + each.amount()
                            + (each.group().isEmpty() ? "" : " " + each.group())
                            + (each.cost() == null ? "" : " cost " + each.cost()));
                }
                return new ReadFile(
                        read,
                        orders.currency().map(Currency::getCurrencyCode).orElse(""),
                        orders.excluded().byReason(),
                        orders.reading());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static ReadFile of(Path folder, String text, String... options) {
        return of(folder, text.getBytes(StandardCharsets.UTF_8), options);
    }

    /** What is said where the file cannot be read. */
    static void refused(Path folder, String text, String message, String... options) {
        assertThatThrownBy(() -> of(folder, text, options))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("java.")
                .hasMessageNotContaining("Exception");
    }

    BigDecimal total() {
        return orders.stream().map(each -> new BigDecimal(each.split(" ")[2])).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Who ordered in both of two months, by the words of the orders alone. */
    long inBoth(String month, String other) {
        return customersIn(month).stream().filter(customersIn(other)::contains).count();
    }

    List<String> customersIn(String month) {
        return orders.stream()
                .map(each -> each.split(" "))
                .filter(each -> each[1].startsWith(month))
                .map(each -> each[0])
                .distinct()
                .toList();
    }

    ReadFile hasNote(DataNote.Kind kind, String message) {
        assertThat(reading.notes()).anySatisfy(note -> {
            assertThat(note.kind()).isEqualTo(kind);
            assertThat(note.message()).contains(message);
        });
        return this;
    }

    ReadFile hasNoNote(DataNote.Kind kind) {
        assertThat(reading.notes()).extracting(DataNote::kind).doesNotContain(kind);
        return this;
    }
}
