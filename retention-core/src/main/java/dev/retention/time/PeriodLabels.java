package dev.retention.time;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;

/** What periods are called, and which period a name means. */
final class PeriodLabels {
    private static final int OF_A_QUARTER = 3;

    private PeriodLabels() {}

    static String label(Grain grain, LocalDateTime start) {
        return switch (grain.kind()) {
            // Without the minutes, and months without the day.
            case HOUR -> withoutLast(start.toString());
            case DAYS -> start.toLocalDate().toString();
            case MONTHS ->
                switch (grain.length()) {
                    case 1 -> withoutLast(start.toLocalDate().toString());
                    case OF_A_QUARTER -> start.getYear() + "-Q" + (start.getMonthValue() / OF_A_QUARTER + 1);
                    default -> Integer.toString(start.getYear());
                };
        };
    }

    private static String withoutLast(String text) {
        return text.substring(0, text.length() - 3);
    }

    static Period parse(Grain grain, String label) {
        Period period;
        try {
            period = read(grain, label);
        } catch (DateTimeException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(refusal(grain, label), e);
        }
        // Readers of dates and numbers take more than what is printed: signs, zeros in front, digits of other scripts.
        checkArgument(grain.kind() == Grain.Kind.DAYS || period.label().equals(label), "%s", refusal(grain, label));
        return period;
    }

    private static Period read(Grain grain, String label) {
        return switch (grain.kind()) {
            case HOUR -> grain.periodOf(LocalDateTime.parse(label + ":00"));
            case DAYS -> grain.periodOf(LocalDate.parse(label));
            case MONTHS ->
                grain.periodOf(
                        switch (grain.length()) {
                            case 1 -> YearMonth.parse(label).atDay(1);
                            case OF_A_QUARTER -> {
                                int q = label.lastIndexOf("-Q");
                                int quarter = Integer.parseInt(label.substring(q + 2));
                                yield LocalDate.of(
                                        Integer.parseInt(label.substring(0, q)), quarter * OF_A_QUARTER - 2, 1);
                            }
                            default -> LocalDate.of(Integer.parseInt(label), 1, 1);
                        });
        };
    }

    private static String refusal(Grain grain, String label) {
        return "label (" + label + ") must be a period of grain " + grain + ", such as "
                + grain.periodOf(LocalDate.of(1997, 1, 31)).label();
    }
}
