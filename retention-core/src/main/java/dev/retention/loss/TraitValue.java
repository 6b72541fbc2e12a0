package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.rule.Group;

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

    /** Prints such as {@code plan = starter}. */
    @Override
    public String toString() {
        return attribute + " = " + group;
    }
}
