package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.rule.Group;
import java.util.List;

/**
 * One value of an attribute of customers, such as the plan {@code starter}.
 *
 * @param attribute what is told of customers, such as {@code plan}
 * @param group the value, or {@link Group#MISSING}
 * @since 0.1.0
 */
public record TraitValue(String attribute, Group group) {
    /**
     * Refuses null.
     *
     * @param attribute what is told of customers
     * @param group the value
     */
    public TraitValue {
        requireNonNull(attribute, "attribute");
        requireNonNull(group, "group");
    }

    private static String quoted(String text) {
        boolean isPlain = !text.contains(" = ")
                && !text.contains(" & ")
                && text.indexOf('"') < 0
                && !text.equals(Group.MISSING.toString())
                && !text.equals(Group.OTHER.toString());
        return isPlain ? text : LossCauses.quoted(List.of(text));
    }

    /**
     * Prints such as {@code plan = starter}. What holds the signs between, or quotes, or looks like a group that has no label, stands in
     * quotes, so that no two values print alike.
     */
    @Override
    public String toString() {
        boolean hasLabel = !group.equals(Group.MISSING) && !group.equals(Group.OTHER);
        return quoted(attribute) + " = " + (hasLabel ? quoted(group.label()) : group);
    }
}
