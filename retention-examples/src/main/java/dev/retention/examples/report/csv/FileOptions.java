package dev.retention.examples.report.csv;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the file itself is like, filled in from the command line. */
final class FileOptions {

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Read the file as an export of shopify, woocommerce, stripe, paypal, uci, olist, amazon or "
                    + "superstore, or of none of them. Default: whichever the header is of; options win over it.")
    @Nullable
    String preset;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "Field delimiter: one character, tab or whitespace. "
                    + "Default: whichever of , ; tab | whitespace makes the header fit.")
    @Nullable
    String delimiter;

    /** Whether these are the rows of a query, of which the user cannot say how they are written. */
    boolean ofQuery;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description =
                    "Character set, such as windows-1252. Default: UTF-8, or UTF-16 where the file looks like it.")
    @Nullable
    Charset charset;

    @Option(
            names = "--header-line",
            paramLabel = "N",
            description = "Number of the line that has the column names. Default: the first of 20 that fits.")
    @Nullable
    Integer headerLine;

    @Option(
            names = "--no-header",
            description = "The file has no header: columns are given by position, 1 the first. Default: 1, 2 and 3.")
    boolean noHeader;

    @Option(
            names = "--lenient",
            description = "Leave out the lines that cannot be read, and count and list them in the report.")
    boolean lenient;
}
