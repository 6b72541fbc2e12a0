package dev.retention.examples.report;

import dev.retention.examples.report.count.ExperimentSource.Strangers;
import dev.retention.history.HistoryStore;
import java.util.Collection;
import java.util.regex.Pattern;

/** Looks for the customers of an experiment among the others, and for zeros that their keys lost. */
final class ExperimentStrangers {

    private static final Pattern ZEROS = Pattern.compile("^0+(?=.)");

    private ExperimentStrangers() {}

    static Strangers of(Collection<String> customers, HistoryStore<String> base) {
        int width = 0;
        for (int i = 0; i < base.customers(); i++) {
            width = Math.max(width, base.customer(i).length());
        }
        long strangers = 0;
        long padded = 0;
        for (String customer : customers) {
            if (base.find(customer).isEmpty()) {
                strangers++;
                String longer = "0".repeat(Math.max(0, width - customer.length())) + customer;
                String shorter = ZEROS.matcher(customer).replaceFirst("");
                padded += base.find(longer).isPresent() || base.find(shorter).isPresent() ? 1 : 0;
            }
        }
        return new Strangers(strangers, padded);
    }
}
