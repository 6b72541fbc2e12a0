package dev.retention.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which kinds of events a parameter of a property has: of {@link EventLog} and stores of it.
 *
 * <pre>{@code
 * @Property
 * void whoStartsEnds(@ForAll @Codes({"started", "ended"}) EventLog log) { … }
 * }</pre>
 *
 * @since 0.1.0
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Codes {
    /**
     * The codes.
     *
     * @return at least one
     */
    String[] value();
}
