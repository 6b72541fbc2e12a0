package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.ByteReader;
import dev.retention.internal.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tally as it travels: what it counts in words, its axes and groups, and the cells that are not zero. Nothing here needs the
 * rule, so that tallies are added up where it is unknown.
 *
 * @param definition what is counted
 * @param timeline the periods, in words
 * @param currency of the amounts
 * @param axes names and values of the axes
 * @param groups the groups and which of them are there though empty; null where the table has no groups
 * @param cellsOfGroup the cells of one group, or of the table
 * @param groupCells for each group, or the one table, the cells that are not zero, by index
 */
record TallyBytes(
        String definition,
        String timeline,
        @Nullable Currency currency,
        List<List<String>> axes,
        @Nullable NavigableMap<Group, Boolean> groups,
        int cellsOfGroup,
        NavigableMap<Group, NavigableMap<Integer, Entry>> groupCells) {

    private static final int MAGIC = 0x5254_4C59; // "RTLY"
    private static final byte VERSION = 2;

    /** The group of a table that has none. */
    static final Group ALL = Group.OTHER;

    /** The numbers of a cell; the amount is {@code carry · 2^64 + low}. */
    record Entry(long count, long low, long carry) {
        Entry plus(Entry other) {
            Sums sum = new Sums(1);
            sum.set(0, low, carry);
            Sums more = new Sums(1);
            more.set(0, other.low, other.carry);
            sum.add(0, more, 0, 1);
            return new Entry(Math.addExact(count, other.count), sum.low(0), sum.carryOf(0));
        }

        boolean isZero() {
            return count == 0 && low == 0 && carry == 0;
        }
    }

    String describe() {
        return definition + ", " + timeline + " (" + axes + (groups == null ? "" : ", in groups")
                + (currency == null ? "" : ", " + currency) + ")";
    }

    /** Refuses a tally of another rule, and one of more cells than a table may have. */
    void checkSameAs(TallyBytes other) {
        boolean sameMoney = currency == null || other.currency == null || currency.equals(other.currency);
        if (!definition.equals(other.definition)
                || !timeline.equals(other.timeline)
                || !axes.equals(other.axes)
                || (groups == null) != (other.groups == null)
                || cellsOfGroup != other.cellsOfGroup
                || !sameMoney) {
            throw new TallyMismatchException(other.describe(), describe());
        }
        checkArgument(
                groups == null || (long) groups.size() * cellsOfGroup <= Cells.MAX_SIZE,
                "bytes hold more than %s cells",
                Cells.MAX_SIZE);
    }

    /** Adds the cells of another tally of the same rule. */
    TallyBytes plus(TallyBytes other) {
        other.checkSameAs(this);
        NavigableMap<Group, NavigableMap<Integer, Entry>> sum = new TreeMap<>();
        groupCells.forEach((group, cells) -> sum.put(group, new TreeMap<>(cells)));
        other.groupCells.forEach((group, cells) -> {
            NavigableMap<Integer, Entry> into = sum.computeIfAbsent(group, unused -> new TreeMap<>());
            cells.forEach((cell, entry) -> into.merge(cell, entry, Entry::plus));
            into.values().removeIf(Entry::isZero);
        });
        NavigableMap<Group, Boolean> all = groups == null || other.groups == null ? null : new TreeMap<>(groups);
        if (all != null && other.groups != null) {
            all.putAll(other.groups);
            all.entrySet().removeIf(group -> !group.getValue() && isEmpty(sum.get(group.getKey())));
        }
        sum.values().removeIf(NavigableMap::isEmpty);
        Currency money = sum.isEmpty() ? null : currency == null ? other.currency : currency;
        return new TallyBytes(definition, timeline, money, axes, all, cellsOfGroup, sum);
    }

    private static boolean isEmpty(@Nullable NavigableMap<Integer, Entry> cells) {
        return cells == null || cells.isEmpty();
    }

    byte[] write() {
        ByteWriter out = new ByteWriter();
        out.putInt(MAGIC).putByte(VERSION).putText(definition).putText(timeline);
        out.putRaw(currency == null ? new byte[3] : currency.getCurrencyCode().getBytes(StandardCharsets.US_ASCII));
        out.putVarint(axes.size());
        for (List<String> axis : axes) {
            out.putVarint(axis.size());
            axis.forEach(out::putText);
        }
        out.putByte((byte) (groups == null ? 0 : 1));
        if (groups != null) {
            out.putVarint(groups.size());
            groups.forEach((group, declared) -> {
                out.putByte((byte) (group.rank() | (declared ? 4 : 0)));
                out.putText(group.rank() == 0 ? group.label() : "");
            });
        }
        out.putVarint(cellsOfGroup);
        for (Group group : groups == null ? List.of(ALL) : List.copyOf(groups.keySet())) {
            int last = -1;
            for (Map.Entry<Integer, Entry> cell :
                    groupCells.getOrDefault(group, new TreeMap<>()).entrySet()) {
                Entry entry = cell.getValue();
                out.putVarint(cell.getKey() - last);
                out.putZigzag(entry.count);
                out.putZigzag(entry.low);
                out.putZigzag(entry.carry);
                last = cell.getKey();
            }
            out.putVarint(0);
        }
        return out.withChecksum();
    }

    static TallyBytes read(byte[] bytes) {
        ByteReader in = ByteReader.checked(bytes, "a tally");
        checkArgument(in.getInt() == MAGIC, "bytes must begin like a tally (RTLY)");
        byte version = in.getByte();
        checkArgument(
                version == VERSION, "bytes are a tally of version %s, this library reads version %s", version, VERSION);
        String definition = in.getText();
        String timeline = in.getText();
        Currency currency = currency(in.getRaw(3));
        List<List<String>> axes = new ArrayList<>();
        for (int axis = in.getCount(1); axis > 0; axis--) {
            List<String> words = new ArrayList<>();
            for (int word = in.getCount(1); word > 0; word--) {
                words.add(in.getText());
            }
            axes.add(words);
        }
        byte grouped = in.getByte();
        checkArgument(grouped == 0 || grouped == 1, "bytes are no tally: %s stands where groups are told", grouped);
        NavigableMap<Group, Boolean> groups = grouped == 0 ? null : groups(in);
        int cells = in.getSize(Cells.MAX_SIZE);
        NavigableMap<Group, NavigableMap<Integer, Entry>> entries = new TreeMap<>();
        for (Group group : groups == null ? List.of(ALL) : List.copyOf(groups.keySet())) {
            NavigableMap<Integer, Entry> own = entries(in, cells);
            checkArgument(
                    groups == null || groups.getOrDefault(group, false) || !own.isEmpty(),
                    "bytes hold the empty group %s",
                    group);
            if (!own.isEmpty()) {
                entries.put(group, own);
            }
        }
        in.checkEnd();
        return new TallyBytes(definition, timeline, entries.isEmpty() ? null : currency, axes, groups, cells, entries);
    }

    private static @Nullable Currency currency(byte[] code) {
        if (Arrays.equals(code, new byte[3])) {
            return null;
        }
        String name = new String(code, StandardCharsets.US_ASCII);
        try {
            return Currency.getInstance(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bytes tell of an unknown currency (" + name + ")", e);
        }
    }

    private static NavigableMap<Group, Boolean> groups(ByteReader in) {
        NavigableMap<Group, Boolean> groups = new TreeMap<>();
        for (int left = in.getCount(2); left > 0; left--) {
            byte kind = in.getByte();
            String label = in.getText();
            checkArgument((kind & ~7) == 0 && (kind & 3) != 3, "bytes hold a group of unknown kind %s", kind);
            Group group = (kind & 3) == 0 ? Group.of(label) : (kind & 3) == 1 ? Group.OTHER : Group.MISSING;
            boolean ascends = groups.isEmpty() || groups.lastKey().compareTo(group) < 0;
            checkArgument(ascends, "bytes hold group %s out of order", group);
            groups.put(group, (kind & 4) != 0);
        }
        return groups;
    }

    private static NavigableMap<Integer, Entry> entries(ByteReader in, int cells) {
        NavigableMap<Integer, Entry> entries = new TreeMap<>();
        long at = -1;
        for (long step = in.getVarint(); step != 0; step = in.getVarint()) {
            checkArgument(step > 0 && step < cells - at, "bytes hold a cell beyond the %s of the table", cells);
            at += step;
            Entry entry = new Entry(in.getZigzag(), in.getZigzag(), in.getZigzag());
            checkArgument(!entry.isZero(), "bytes hold an empty cell");
            entries.put((int) at, entry);
        }
        return entries;
    }
}
