package dev.retention.examples;

import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.testkit.FormulaContract;
import java.util.OptionalDouble;

// region formula
/** Losses over the mean of the customers at both ends. */
class MyOwnFormulaTest implements FormulaContract {
    @Override
    public OptionalDouble churn(CustomerFlow flow) {
        double mean = (flow.count(CustomerCount.START) + flow.count(CustomerCount.END)) / 2.0;
        return mean == 0 ? OptionalDouble.empty() : OptionalDouble.of(flow.count(CustomerCount.LOST) / mean);
    }

    @Override
    public double atMost() {
        return 2; // all are lost and nobody comes: without this line the kit shows such customers
    }
}
// endregion
