package dev.retention;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Runs the percentage of the tries that properties ask for that the system property {@code retention.tries.percent}
 * says, 100 without it, and never fewer than 5 of those that ask for more.
 */
public final class ShareOfTries implements AroundPropertyHook {
    private static final int PERCENT = Integer.getInteger("retention.tries.percent", 100);
    private static final int FEWEST = 5;

    /** For the service loader, by which jqwik finds it. */
    public ShareOfTries() {}

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyAttributes attributes = context.attributes();
        attributes.tries().ifPresent(tries -> attributes.setTries(share(tries)));
        return property.execute();
    }

    private static int share(int tries) {
        return Math.max(Math.min(tries, FEWEST), Math.toIntExact((long) tries * PERCENT / 100));
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
