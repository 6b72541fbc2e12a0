/**
 * Examples of the retention library, one class per question, and the retention report.
 */
@org.jspecify.annotations.NullMarked
module dev.retention.examples {
    requires dev.retention;
    requires de.siegmar.fastcsv;
    requires info.picocli;
    requires java.sql;
    requires static com.fasterxml.jackson.databind;
    requires static org.jspecify;

    opens dev.retention.examples.review to
            info.picocli;
    opens dev.retention.examples.report to
            info.picocli;
    opens dev.retention.examples.report.csv to
            info.picocli;
}
