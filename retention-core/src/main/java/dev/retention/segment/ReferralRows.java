package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.segment.ReferralReader.Referral;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link ReferralReader} is told of rows, and which of them count. */
record ReferralRows<S, K>(
        Function<? super S, ? extends @Nullable K> referrer,
        Function<? super S, ? extends @Nullable K> referred,
        Function<? super S, ? extends @Nullable LocalDate> day,
        @Nullable Function<? super S, ? extends @Nullable BigDecimal> reward,
        @Nullable Currency currency,
        ImmutableMap<String, Function<? super S, ? extends @Nullable String>> texts,
        @Nullable HistoryStore<K> customers,
        boolean isLenient) {

    ReferralRows<S, K> withReward(Function<? super S, ? extends @Nullable BigDecimal> told, Currency in) {
        return new ReferralRows<>(referrer, referred, day, told, in, texts, customers, isLenient);
    }

    ReferralRows<S, K> withText(String name, Function<? super S, ? extends @Nullable String> text) {
        ImmutableMap<String, Function<? super S, ? extends @Nullable String>> more =
                ImmutableMap.<String, Function<? super S, ? extends @Nullable String>>builder()
                        .putAll(texts)
                        .put(name, text)
                        .build();
        return new ReferralRows<>(referrer, referred, day, reward, currency, more, customers, isLenient);
    }

    ReferralRows<S, K> withCustomers(HistoryStore<K> told) {
        return new ReferralRows<>(referrer, referred, day, reward, currency, texts, told, isLenient);
    }

    ReferralRows<S, K> withLeniency() {
        return new ReferralRows<>(referrer, referred, day, reward, currency, texts, customers, true);
    }

    /** Every row, those that do not count with their fault. */
    List<Referral<K>> read(Iterable<? extends S> rows) {
        List<Referral<K>> all = new ArrayList<>();
        for (S row : rows) {
            Referral<K> referral = new Referral<>(all.size());
            try {
                fill(referral, requireNonNull(row, "the row"));
            } catch (RuntimeException e) {
                referral.fault = e;
            }
            all.add(referral);
        }
        checkAgainst(customers, all);
        checkSeconds(all);
        checkCircles(all);
        return all;
    }

    private void fill(Referral<K> referral, S row) {
        referral.referred = referred.apply(row);
        referral.referrer = referrer.apply(row);
        referral.day = day.apply(row);
        if (referral.referrer == null) {
            throw new RefusedRow("customer (" + referral.referred + ") has no referrer");
        }
        if (referral.referrer.equals(referral.referred)) {
            throw new RefusedRow("customer (" + referral.referred + ") must not be the referrer");
        }
        RefusedRow.checkDay(referral.day, referral.referred);
        BigDecimal told = reward == null ? null : reward.apply(row);
        if (told != null) {
            referral.reward = exact(told, referral);
        }
        List<@Nullable String> values = new ArrayList<>();
        texts.values().forEach(text -> values.add(text.apply(row)));
        referral.texts = values;
    }

    private BigDecimal exact(BigDecimal told, Referral<K> referral) {
        int digits = Math.max(0, requireNonNull(currency).getDefaultFractionDigits());
        try {
            checkArgument(told.signum() >= 0, "below 0");
            BigDecimal exact = told.setScale(digits, RoundingMode.UNNECESSARY);
            checkArgument(exact.unscaledValue().bitLength() < Long.SIZE, "too large");
            return exact;
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new RefusedRow("reward (" + told + ") of customer (" + referral.referred
                    + ") must be at least 0, with at most " + digits + " decimals, and in minor units fit a long");
        }
    }

    /** Refuses referrers who are no customers and referrals of customers who were there before; tells how long referrers were there. */
    private static <K> void checkAgainst(@Nullable HistoryStore<K> known, List<Referral<K>> all) {
        if (known == null) {
            return;
        }
        LocalDate last = known.lastDay().orElse(LocalDate.EPOCH);
        Measure firstDay = Measure.of(
                "day of the first event", Timeline.monthly(last), (history, sink) -> sink.set(history.epochDay(0)));
        Measured<K>.Column first = Sweep.over(known).measure(firstDay).column();
        for (Referral<K> row : all) {
            if (!row.counts()) {
                continue;
            }
            long on = requireNonNull(row.day).toEpochDay();
            OptionalLong since = first.of(requireNonNull(row.referrer));
            OptionalLong came = first.of(requireNonNull(row.referred));
            if (since.isEmpty()) {
                row.fault = new RefusedRow(
                        "referrer (" + row.referrer + ") of customer (" + row.referred + ") is no customer");
            } else if (came.isPresent() && came.getAsLong() < on) {
                row.fault = new RefusedRow("customer (" + row.referred + ") was referred by (" + row.referrer + ") on "
                        + row.day + " after the first event on " + LocalDate.ofEpochDay(came.getAsLong()));
            } else if (since.getAsLong() <= on) {
                row.tenure = on - since.getAsLong();
            }
        }
    }

    private static <K> void checkSeconds(List<Referral<K>> all) {
        Map<K, Referral<K>> firsts = new HashMap<>();
        all.stream().filter(Referral::counts).sorted(inOrderOfTime()).forEach(row -> {
            Referral<K> first = firsts.putIfAbsent(requireNonNull(row.referred), row);
            if (first != null) {
                row.fault = new RefusedRow("customer (" + row.referred + ") was referred by (" + row.referrer + ") on "
                        + row.day + " and by (" + first.referrer + ") on " + first.day);
            }
        });
    }

    private static <K> Comparator<Referral<K>> inOrderOfTime() {
        return Comparator.comparing(row -> requireNonNull(row.day));
    }

    private static <K> void checkCircles(List<Referral<K>> all) {
        Map<K, Referral<K>> rows = new LinkedHashMap<>();
        Map<K, K> referrers = new LinkedHashMap<>();
        all.stream().filter(Referral::counts).forEach(row -> {
            rows.put(requireNonNull(row.referred), row);
            referrers.put(requireNonNull(row.referred), requireNonNull(row.referrer));
        });
        for (List<K> circle : ReferralChains.circles(referrers)) {
            Referral<K> last = circle.stream()
                    .map(customer -> requireNonNull(rows.get(customer)))
                    .max(ReferralRows.<K>inOrderOfTime().thenComparingInt(row -> row.number))
                    .orElseThrow();
            last.fault = new RefusedRow("customers refer each other in a circle: " + ReferralChains.inWords(circle));
        }
    }
}
