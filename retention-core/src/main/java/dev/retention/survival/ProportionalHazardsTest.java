package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether the coefficients of a Cox regression change with tenure: a score test for {@code β + θ g(t)} in place of {@code β}.
 *
 * <p>A small p-value says that the trait does not multiply the hazard by the same factor at all tenures, so that one hazard ratio
 * does not describe it. The same test as R's {@code cox.zph} since version 3.0. This class is immutable and thread-safe.
 *
 * @see CoxFit#proportionalHazards(TenureTransform)
 * @see <a href="https://doi.org/10.1093/biomet/81.3.515">Grambsch and Therneau (1994)</a>
 * @since 0.1.0
 */
public final class ProportionalHazardsTest {

    private final Map<String, TestStatistic> byCovariate;
    private final TestStatistic global;

    ProportionalHazardsTest(Map<String, TestStatistic> byCovariate, TestStatistic global) {
        this.byCovariate = Collections.unmodifiableMap(new LinkedHashMap<>(byCovariate));
        this.global = global;
    }

    /**
     * The test for one covariate.
     *
     * @param covariate the name of a covariate of the regression
     * @return the test, with one degree of freedom
     * @throws IllegalArgumentException if there is no such covariate
     */
    public TestStatistic of(String covariate) {
        TestStatistic test = byCovariate.get(covariate);
        checkArgument(test != null, "covariate (%s) must be one of %s", covariate, byCovariate.keySet());
        return requireNonNull(test);
    }

    /**
     * The test for all covariates together.
     *
     * @return the test, with as many degrees of freedom as there are covariates
     */
    public TestStatistic global() {
        return global;
    }

    /** Prints the tests of each covariate and of all. */
    @Override
    public String toString() {
        return byCovariate + ", all: " + global;
    }
}
