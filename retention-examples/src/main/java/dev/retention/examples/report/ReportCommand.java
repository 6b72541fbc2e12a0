package dev.retention.examples.report;

/** The retention report. */
public final class ReportCommand {
    private ReportCommand() {}

    public static void main(String[] args) {
        System.out.println("report");
    }
}
