package dev.retention.examples.review.count;

import dev.retention.loss.CallRule;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the user wants of a review.
 *
 * @param days how many days before a loss are searched for what announced it
 * @param involuntary ways of ending that are not the customer's will
 * @param unavoidable reasons against which nothing can be done
 * @param minimum traits of fewer customers are not tried
 * @param call how many customers to call
 * @param rule whom first
 * @param seed by which chance draws, if the rule does
 * @param callers who calls
 * @param named whether customers may be named
 */
public record Terms(
        int days,
        List<String> involuntary,
        List<String> unavoidable,
        int minimum,
        int call,
        CallRule rule,
        OptionalLong seed,
        List<String> callers,
        boolean named) {

    /** Copies. */
    public Terms {
        involuntary = List.copyOf(involuntary);
        unavoidable = List.copyOf(unavoidable);
        callers = List.copyOf(callers);
    }
}
