package dev.retention;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;

/** A formula as data: where its rates lie, its two sums, how it is written and which counts feed it. */
record RateFormula(
        RateRange range,
        SignedSum<CustomerCount> numerator,
        SignedSum<CustomerCount> denominator,
        String expression,
        ImmutableSet<CustomerCount> counts) {

    static RateFormula of(RateRange range, SignedSum<CustomerCount> numerator, SignedSum<CustomerCount> denominator) {
        return new RateFormula(
                range,
                numerator,
                denominator,
                numerator.over(denominator),
                Sets.union(numerator.terms(), denominator.terms()).immutableCopy());
    }
}
