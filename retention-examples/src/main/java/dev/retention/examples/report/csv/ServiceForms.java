package dev.retention.examples.report.csv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How dates and amounts are written in files of service, where otherwise than in the file of orders; filled in from the command line. */
final class ServiceForms {

    /** Forms of dates that files tell by themselves. */
    private static final String TOLD = "iso,dmy,mdy";

    @Option(
            names = "--tickets-date-format",
            paramLabel = "FORMAT",
            description = "Pattern of the dates of --tickets, as of --date-format. Default: that of --date-format, "
                    + "where they are of it, or yyyy-MM-dd, dmy or mdy, whichever alone they can be.")
    @Nullable
    String tickets;

    @Option(names = "--scores-date-format", paramLabel = "FORMAT", description = "The same of --scores.")
    @Nullable
    String scores;

    @Option(names = "--invoices-date-format", paramLabel = "FORMAT", description = "The same of --invoices.")
    @Nullable
    String invoices;

    @Option(names = "--contacts-date-format", paramLabel = "FORMAT", description = "The same of --contacts.")
    @Nullable
    String contacts;

    @Option(names = "--experiment-date-format", paramLabel = "FORMAT", description = "The same of --experiment.")
    @Nullable
    String experiments;

    @Option(
            names = "--invoices-decimal",
            paramLabel = "CHAR",
            description = "Decimal mark of the amounts of --invoices. Default: that of --decimal")
    @Nullable
    Character decimal;

    @Option(
            names = "--invoices-thousands",
            paramLabel = "CHAR",
            description = "Thousands separator of the amounts of --invoices. Default: that of --thousands")
    @Nullable
    String thousands;

    /** The options that were given, and which file they need. */
    Map<String, ServiceKind> given() {
        Map<String, ServiceKind> all = new LinkedHashMap<>();
        for (ServiceKind kind : ServiceKind.values()) {
            if (dates(kind) != null) {
                all.put(kind.option() + "-date-format", kind);
            }
        }
        if (decimal != null) {
            all.put("--invoices-decimal", ServiceKind.INVOICES);
        }
        if (thousands != null) {
            all.put("--invoices-thousands", ServiceKind.INVOICES);
        }
        return all;
    }

    private @Nullable String dates(ServiceKind kind) {
        return switch (kind) {
            case TICKETS -> tickets;
            case SCORES -> scores;
            case INVOICES -> invoices;
            case CONTACTS -> contacts;
            case EXPERIMENTS -> experiments;
        };
    }

    /**
     * How the dates of a file are written: as is said of it, or of the orders if any of its first dates is so; otherwise the file
     * tells.
     */
    DateOptions dates(ServiceKind kind, DateOptions orders, List<String> sample) {
        DateOptions own = new DateOptions();
        own.century = orders.century;
        own.zone = orders.zone;
        own.sourceZone = orders.sourceZone;
        own.asOf = orders.asOf;
        own.format = dates(kind) == null ? orders.format : dates(kind);
        if (dates(kind) == null && own.format != null && !Dates.anyOf(own, sample)) {
            own.format = null;
        }
        return own;
    }

    /** The forms of dates that are tried where nothing is said. */
    static Preset told() {
        Properties forms = new Properties();
        forms.setProperty("date-format", TOLD);
        return new Preset("", forms);
    }

    /** How the amounts of a file are written. */
    AmountOptions amounts(ServiceKind kind, AmountOptions orders) {
        AmountOptions own = new AmountOptions();
        boolean invoiced = kind == ServiceKind.INVOICES;
        own.decimal = invoiced && decimal != null ? decimal : orders.decimal;
        own.thousands = invoiced && thousands != null ? thousands : orders.thousands;
        return own;
    }

    /** A message in which options of orders are those of a file of service. */
    static String ofOwn(ServiceKind kind, String message) {
        String own = message.replaceAll("(?<![\\w-])--date-format", kind.option() + "-date-format");
        return kind == ServiceKind.INVOICES ? own.replaceAll("(?<![\\w-])--(decimal|thousands)", "--invoices-$1") : own;
    }
}
