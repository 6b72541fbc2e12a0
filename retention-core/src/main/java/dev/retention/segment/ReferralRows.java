package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.history.HistoryStore;
import dev.retention.internal.RefusedRow;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.segment.ReferralReader.Referral;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.Deque;
import java.util.HashMap;
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
        checkTrees(all);
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

    /** Takes rows in order of time: who has a referrer has no second one, and nobody is brought by whom they brought. */
    private static <K> void checkTrees(List<Referral<K>> all) {
        Map<K, Referral<K>> counted = new HashMap<>();
        Map<K, K> above = new HashMap<>();
        all.stream().filter(Referral::counts).sorted(inOrderOfTime()).forEach(row -> {
            K referred = requireNonNull(row.referred);
            K referrer = requireNonNull(row.referrer);
            Referral<K> first = counted.get(referred);
            if (first != null) {
                row.fault = new RefusedRow("customer (" + referred + ") was referred by (" + referrer + ") on "
                        + row.day + " and by (" + first.referrer + ") on " + first.day);
            } else if (root(referrer, above).equals(referred)) {
                row.fault = new RefusedRow("customers refer each other in a circle: " + circle(row, counted));
            } else {
                counted.put(referred, row);
                above.put(referred, referrer);
            }
        });
    }

    /** Of one day in the order of the input, since sorting keeps it. */
    private static <K> Comparator<Referral<K>> inOrderOfTime() {
        return Comparator.comparing(row -> requireNonNull(row.day));
    }

    /** Who is above all; halves the way there, so that ways of many rows take near-linear time together. */
    private static <K> K root(K customer, Map<K, K> above) {
        K at = customer;
        K up = above.get(at);
        while (up != null) {
            K next = above.get(up);
            if (next == null) {
                return up;
            }
            above.put(at, next);
            at = next;
            up = above.get(at);
        }
        return at;
    }

    /** From whom the last row refers to, down to its referrer and back; of a long circle those above the referrer. */
    private static <K> String circle(Referral<K> last, Map<K, Referral<K>> counted) {
        K end = requireNonNull(last.referred);
        Deque<Object> names = new ArrayDeque<>(List.of(end));
        K at = requireNonNull(last.referrer);
        while (!at.equals(end) && names.size() < ReferralChains.MOST_NAMES - 1) {
            names.addFirst(at);
            at = requireNonNull(requireNonNull(counted.get(at)).referrer);
        }
        if (!at.equals(end)) {
            names.addFirst("…");
        }
        names.addFirst(end);
        return ReferralChains.inWords(names);
    }
}
