package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.cohort.CohortTable;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads who came by channels and stayed from their cohorts, and puts channels in order. */
final class ChannelCohorts {
    private ChannelCohorts() {}

    /** The entries of each channel, that on which most is spent first. */
    static Map<Group, List<Channels.Entry>> ordered(List<Channels.Entry> entries) {
        Map<Group, List<Channels.Entry>> byChannel = new LinkedHashMap<>();
        Set<List<Object>> seen = new HashSet<>();
        for (Channels.Entry entry : entries) {
            requireNonNull(entry, "entries");
            checkArgument(
                    seen.add(List.of(entry.channel(), entry.period())),
                    "entries (%s in %s) must not repeat a channel's period",
                    entry.channel(),
                    entry.period());
            byChannel
                    .computeIfAbsent(entry.channel(), channel -> new ArrayList<>())
                    .add(entry);
        }
        List<Map.Entry<Group, List<Channels.Entry>>> channels = new ArrayList<>(byChannel.entrySet());
        channels.sort(Comparator.comparing(
                        (Map.Entry<Group, List<Channels.Entry>> of) -> Channels.spend(of.getValue()),
                        Comparator.reverseOrder())
                .thenComparing(of -> Channels.acquired(of.getValue()), Comparator.reverseOrder())
                .thenComparing(Map.Entry::getKey));
        Map<Group, List<Channels.Entry>> ordered = new LinkedHashMap<>();
        channels.forEach(of -> ordered.put(of.getKey(), List.copyOf(of.getValue())));
        return ordered;
    }

    static <K> List<Channels.Entry> entries(
            ByGroup<CohortTable<K>> cohorts, Map<Group, Map<Period, BigDecimal>> spend, int age) {
        Set<Group> channels = new TreeSet<>(cohorts.groups());
        channels.addAll(spend.keySet());
        List<Channels.Entry> entries = new ArrayList<>();
        for (Group channel : channels) {
            CohortTable<K> table = cohorts.inGroup(channel);
            Map<Period, BigDecimal> spent = new LinkedHashMap<>(spend.getOrDefault(channel, Map.of()));
            for (CohortTable<K>.Row row : table.rows()) {
                CohortTable<K>.Cell cell = row.cell(age);
                entries.add(new Channels.Entry(
                        channel,
                        row.period(),
                        requireNonNull(spent.getOrDefault(row.period(), BigDecimal.ZERO), "spend"),
                        row.size(),
                        cell.state() == CellState.OBSERVED ? cell.count() : OptionalLong.empty()));
                spent.remove(row.period());
            }
            checkArgument(
                    spent.isEmpty(), "spend (on %s in %s) must be in periods of the cohorts", channel, spent.keySet());
        }
        return entries;
    }
}
