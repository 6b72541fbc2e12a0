package consumer;

import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.testkit.FormulaContract;
import java.util.OptionalDouble;

/** A formula of somebody else, which keeps every law. */
class MyFormulaTest implements FormulaContract {
    @Override
    public OptionalDouble churn(CustomerFlow flow) {
        long start = flow.count(CustomerCount.START);
        return start == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) flow.count(CustomerCount.LOST) / start);
    }
}
