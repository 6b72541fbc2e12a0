package dev.retention.history;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.store.ColumnKind;
import dev.retention.internal.store.Micros;
import dev.retention.internal.store.MinorUnits;
import dev.retention.internal.store.Schema;
import dev.retention.internal.store.SupportedYears;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to read what an event has out of a row.
 *
 * @param schema which columns come of it
 * @param time reads the time
 * @param money reads amounts, or null if there are none
 * @param code reads the code, or null if there is none
 * @param further read the further columns, in order of name
 */
record RowParts<T>(
        Schema schema,
        Time<T> time,
        @Nullable Amounts<T> money,
        @Nullable Function<? super T, ? extends @Nullable String> code,
        ImmutableList<Further<T>> further) {

    static <T> RowParts<T> of(Time<T> time) {
        return new RowParts<>(Schema.bare(time.instant != null), time, null, null, ImmutableList.of());
    }

    RowParts<T> with(Amounts<T> changed) {
        return new RowParts<>(schema.withCurrency(changed.currency), time, changed, code, further);
    }

    RowParts<T> withCode(Function<? super T, ? extends @Nullable String> changed) {
        return new RowParts<>(schema.withCodes(), time, money, requireNonNull(changed, "code"), further);
    }

    RowParts<T> with(Further<T> column) {
        List<Further<T>> all = new ArrayList<>(further);
        all.add(column);
        all.sort(Comparator.comparing(each -> each.kind.name()));
        return new RowParts<>(schema.with(column.kind), time, money, code, ImmutableList.copyOf(all));
    }

    /** Reads the time of a row: exactly one of the accessors is there. */
    record Time<T>(
            @Nullable Function<? super T, ? extends @Nullable LocalDate> date,
            @Nullable Function<? super T, ? extends @Nullable Instant> instant) {
        /** The time, or null if the row was excluded. */
        @Nullable
        Long of(T row, Object customer, long number, Exclusions.Log log) {
            LocalDate day = date == null ? null : date.apply(row);
            Instant at = instant == null ? null : instant.apply(row);
            if (day != null && SupportedYears.contain(day.toEpochDay())) {
                return day.toEpochDay();
            }
            if (at != null && SupportedYears.contain(at)) {
                return Micros.of(at);
            }
            if (day == null && at == null) {
                log.exclude(number, ExclusionReason.NO_TIME, "customer " + customer);
            } else {
                log.exclude(number, ExclusionReason.TIME_OUT_OF_RANGE, String.valueOf(day == null ? at : day));
            }
            return null;
        }
    }

    /** Reads amounts of money in the currency of a row. */
    record Amounts<T>(
            Function<? super T, ? extends @Nullable BigDecimal> amount,
            Currency currency,
            RoundingMode rounding,
            @Nullable Function<? super T, ? extends @Nullable Currency> currencyOf,
            CurrencyConversion<? super T> conversion,
            ExclusionReason missing) {

        Amounts<T> rounded(RoundingMode changed) {
            return new Amounts<>(amount, currency, changed, currencyOf, conversion, missing);
        }

        /** The amount of the event, or null if the row was excluded. */
        @Nullable
        Long amount(T row, long number, Exclusions.Log log) {
            BigDecimal read = amount.apply(row);
            if (read == null) {
                log.exclude(number, ExclusionReason.NO_AMOUNT, "");
                return null;
            }
            return minor(row, read, "", number, log);
        }

        /** Minor units of an amount of the row, or null if the row was excluded; a column's name goes into the detail. */
        @Nullable
        Long minor(T row, BigDecimal read, String what, long number, Exclusions.Log log) {
            Currency from = currencyOf == null ? currency : currencyOf.apply(row);
            if (from == null) {
                log.exclude(number, ExclusionReason.NO_CURRENCY, what.strip());
                return null;
            }
            Optional<BigDecimal> own = from.equals(currency) ? Optional.of(read) : conversion.convert(row, read, from);
            if (own.isEmpty()) {
                log.exclude(number, missing, what + MinorUnits.text(read) + " " + from);
                return null;
            }
            MinorUnits minor = MinorUnits.of(own.get(), Math.max(0, currency.getDefaultFractionDigits()), rounding);
            if (!minor.isExact()) {
                ExclusionReason reason = minor.state() == MinorUnits.State.INEXACT
                        ? ExclusionReason.INEXACT_AMOUNT
                        : ExclusionReason.AMOUNT_OUT_OF_RANGE;
                log.exclude(number, reason, what + MinorUnits.text(own.get()) + " " + currency);
                return null;
            }
            return minor.value();
        }
    }

    /** Reads the value of a further column: text, whole number, amount of money or day, or null if there is none. */
    record Further<T>(ColumnKind kind, Function<? super T, ? extends @Nullable Object> value) {
        Further {
            requireNonNull(value, "value");
        }

        /** Reads the value into an array, a text or a long; false if the row was excluded. */
        boolean read(
                T row, @Nullable Amounts<T> money, long number, Exclusions.Log log, @Nullable Object[] values, int at) {
            Object read = value.apply(row);
            if (read == null) {
                return true;
            }
            String what = kind.name() + " ";
            values[at] = switch (kind.type()) {
                case TEXT -> read;
                case NUMBER -> whole(read, what);
                case MONEY -> requireNonNull(money).minor(row, (BigDecimal) read, what, number, log);
                case DAY, PLANNED_DAY -> day((LocalDate) read, what, number, log);
            };
            return values[at] != null;
        }

        private static Long whole(Object read, String what) {
            if (read instanceof Long || read instanceof Integer || read instanceof Short || read instanceof Byte) {
                return ((Number) read).longValue();
            }
            if (read instanceof BigInteger big && big.bitLength() <= 63) {
                return big.longValue();
            }
            throw new IllegalArgumentException(what + "(" + read + ") must be a whole number that fits a long, as "
                    + "Byte, Short, Integer, Long or BigInteger, not this "
                    + read.getClass().getSimpleName());
        }

        private static @Nullable Long day(LocalDate day, String what, long number, Exclusions.Log log) {
            if (!SupportedYears.contain(day.toEpochDay())) {
                log.exclude(number, ExclusionReason.TIME_OUT_OF_RANGE, what + day);
                return null;
            }
            return day.toEpochDay();
        }
    }
}
