package dev.retention.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many customers a parameter of a property has at most: of {@link EventLog}, stores of it, and {@link ContractLog}.
 *
 * <pre>{@code
 * @Property
 * void oneCustomerIsEnough(@ForAll @Customers(1) EventLog log) { … }
 * }</pre>
 *
 * @since 0.1.0
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Customers {
    /**
     * How many.
     *
     * @return at least 1; the customers are numbered from 0
     */
    int value();
}
