package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.sheet.Json;
import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the groups into which a {@link Grouping} parts customers: a label, or one of two groups that have none.
 *
 * <p>Groups are ordered by their labels, code point by code point, then {@link #OTHER}, then {@link #MISSING}. A label may be any
 * text, also the empty one or {@code "(other)"}: it never equals one of the two. This class is immutable, thread-safe and
 * serialisable.
 *
 * <pre>{@code
 * ByGroup<CohortTable<Long>> byPlan = CohortRetention.over(months).of(orders).by(Grouping.ofColumn("plan", Grouping.Reading.AT_ANCHOR));
 * byPlan.inGroup("gold");
 * byPlan.inGroup(Group.MISSING);   // whose plan is not known
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Group implements Comparable<Group>, Serializable, Json.Figured {
    /** All customers of the groups that were folded into one, see {@link ByGroup#top}. */
    public static final Group OTHER = new Group(null, 1);

    /** Customers of whom the grouping knows no label. */
    public static final Group MISSING = new Group(null, 2);

    private static final long serialVersionUID = 1;
    private static final Pattern LIKE_NONE = Pattern.compile("\"*\\((other|missing)\\)\"*");
    private static final String ARROW = " → ";

    private final @Nullable String label;
    // 0 for labels, 1 for OTHER, 2 for MISSING.
    private final int rank;

    private Group(@Nullable String label, int rank) {
        this.label = label;
        this.rank = rank;
    }

    /**
     * The group of a label.
     *
     * @param label any text
     * @return the group
     */
    public static Group of(String label) {
        return new Group(requireNonNull(label, "label"), 0);
    }

    /**
     * The group of those who move from one group to another in a period, or stay in one, by {@link Grouping#moves}: {@code A → B}.
     * Labels that hold an arrow or quotes, or look like a group that has none, stand in quotes, so that no two moves are one.
     *
     * @param from the group at the start of the period
     * @param to the group at its end
     * @return the group of the move
     */
    public static Group move(Group from, Group to) {
        return of(requireNonNull(from, "from").quoted()
                + ARROW
                + requireNonNull(to, "to").quoted());
    }

    private String quoted() {
        boolean isOdd = label != null
                && (label.indexOf('→') >= 0
                        || label.indexOf('"') >= 0
                        || label.equals(OTHER.label())
                        || label.equals(MISSING.label()));
        return isOdd ? '"' + label().replace("\\", "\\\\").replace("\"", "\\\"") + '"' : label();
    }

    /** The group from which a {@link #move} goes. */
    Group from() {
        return unquoted(label().substring(0, arrow()));
    }

    /** The group to which a {@link #move} goes. */
    Group to() {
        return unquoted(label().substring(arrow() + ARROW.length()));
    }

    /** Where the arrow of a move stands: the first one behind quotes. */
    private int arrow() {
        int at = 0;
        if (label().startsWith("\"")) {
            for (at = 1; label().charAt(at) != '"'; at++) {
                at += label().charAt(at) == '\\' ? 1 : 0;
            }
        }
        return label().indexOf(ARROW, at);
    }

    private static Group unquoted(String text) {
        if (text.startsWith("\"")) {
            return of(text.substring(1, text.length() - 1).replaceAll("(?s)\\\\(.)", "$1"));
        }
        return text.equals(OTHER.label()) ? OTHER : text.equals(MISSING.label()) ? MISSING : of(text);
    }

    /** The group of a label, or MISSING of none. */
    static Group ofNullable(@Nullable String label) {
        return label == null ? MISSING : of(label);
    }

    /** The rank of the group in its order: 0 of a label, 1 of OTHER, 2 of MISSING. */
    int rank() {
        return rank;
    }

    /**
     * The label.
     *
     * @return the label; {@code "(other)"} or {@code "(missing)"} of groups that have none
     */
    public String label() {
        return label != null ? label : rank == 1 ? "(other)" : "(missing)";
    }

    /** Orders by label, code point by code point, then {@link #OTHER}, then {@link #MISSING}. */
    @Override
    public int compareTo(Group other) {
        requireNonNull(other, "other");
        if (label == null || other.label == null) {
            return Integer.compare(rank, other.rank);
        }
        return comparePoints(label, other.label);
    }

    /** Text in the order of its code points, which differs from that of its chars beyond the basic plane. */
    private static int comparePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean bothBasic = !Character.isSurrogate(x) && !Character.isSurrogate(y);
                boolean bothAbove = Character.isSurrogate(x) && Character.isSurrogate(y);
                return bothBasic || bothAbove
                        ? Character.compare(x, y)
                        : Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Group that && rank == that.rank && Objects.equals(label, that.label);
    }

    @Override
    public int hashCode() {
        return label == null ? rank : label.hashCode();
    }

    /** {@return what {@link #toString} prints} */
    @Override
    public Object figures() {
        return toString();
    }

    /**
     * Prints the label, or {@code (other)} or {@code (missing)}. A label that looks like one of these two stands in quotes, as one in quotes
     * already that does: no two groups are printed alike.
     */
    @Override
    public String toString() {
        return label != null && LIKE_NONE.matcher(label).matches() ? '"' + label + '"' : label();
    }
}
