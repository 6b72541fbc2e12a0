package dev.retention.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a simulated business as CSV files, as its systems would export them: what the report reads by {@code --tickets} and the like. */
public final class BusinessFiles {

    private final Business business;

    /** The files of a business. */
    public BusinessFiles(Business business) {
        this.business = business;
    }

    /**
     * Writes all files of the simulated business into a folder.
     *
     * @param args the folder
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args.length == 0 ? "simulated-business" : args[0]));
        for (Map.Entry<String, String> file :
                new BusinessFiles(BusinessSimulator.of(1)).all().entrySet()) {
            Files.writeString(folder.resolve(file.getKey() + ".csv"), file.getValue(), StandardCharsets.UTF_8);
        }
    }

    /** The text of each file, by its name without an ending. */
    public Map<String, String> all() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("subscriptions", subscriptions());
        files.put("tickets", tickets());
        files.put("scores", scores());
        files.put("invoices", invoices());
        files.put("contacts", contacts());
        files.put("attributes", attributes());
        files.put("referrals", referrals());
        files.put("renewals", renewals());
        files.put("experiments", experiments());
        return files;
    }

    /** A row for each state of a contract. */
    public String subscriptions() {
        return file(
                "customer,subscription,status,start,end,cancelled_on,plan,price,interval,currency,mode,reason",
                business.contracts(),
                row -> line(
                        row.customer(),
                        row.customer(),
                        row.mode() == null ? "active" : "canceled",
                        row.start(),
                        row.end(),
                        row.cancelled(),
                        row.plan(),
                        row.monthly(),
                        "month",
                        "EUR",
                        row.mode() == null ? "" : row.mode().equals("cancelled") ? "voluntary" : row.mode(),
                        row.reason()));
    }

    /** What customers came with. */
    public String tickets() {
        return file(
                "customer,opened,kind,topic,stage,cause,agent,answered,resolved,minutes to answer,minutes to resolve,contacts",
                business.tickets(),
                row -> line(
                        row.customer(),
                        row.opened(),
                        row.kind(),
                        row.topic(),
                        row.stage(),
                        row.cause(),
                        row.agent(),
                        row.answered(),
                        row.resolved(),
                        row.minutesToAnswer(),
                        row.minutesToResolve(),
                        row.contacts()));
    }

    /** What they were asked. */
    public String scores() {
        return file(
                "customer,asked,survey,answered,score,role,followed up",
                business.scores(),
                row -> line(
                        row.customer(),
                        row.asked(),
                        row.survey(),
                        row.answered(),
                        row.score(),
                        row.role(),
                        row.followedUp()));
    }

    /** What was billed. */
    public String invoices() {
        return file(
                "customer,booked,kind,invoice,due,amount",
                business.bookings(),
                row -> line(row.customer(), row.day(), row.kind(), row.invoice(), row.due(), row.amount()));
    }

    /** When we were in touch. */
    public String contacts() {
        return file(
                "customer,contacted,channel,role,employee,person,person role,minutes,next step,reason",
                business.contacts(),
                row -> line(
                        row.customer(),
                        row.day(),
                        row.channel(),
                        row.role(),
                        row.employee(),
                        row.person(),
                        row.personRole(),
                        row.minutes(),
                        row.nextStep(),
                        row.reason()));
    }

    /** Who of ours looks after whom, from a day on. */
    public String attributes() {
        return file(
                "customer,since,manager", business.owners(), row -> line(row.customer(), row.since(), row.employee()));
    }

    /** Who was brought by whom. */
    public String referrals() {
        return file(
                "customer,day,referred by",
                business.referrals(),
                row -> line(row.brought(), row.day(), row.customer()));
    }

    /** Which terms ended, and what became of them. */
    public String renewals() {
        return file(
                "customer,term end,due,decided,renewed for,reason,recoded,reason now",
                new BusinessTerms(business).all(),
                row -> line(
                        row.customer(),
                        row.end(),
                        row.due(),
                        row.decided(),
                        row.renewedFor(),
                        row.reason(),
                        row.recoded(),
                        row.reasonNow()));
    }

    /** Who was in which arm of what was tried, and from which day on. */
    public String experiments() {
        return file(
                "customer,day,arm,experiment",
                business.campaigns(),
                row -> line(row.customer(), row.day(), row.arm(), row.campaign()));
    }

    private static <T> String file(String header, List<T> rows, Function<T, String> line) {
        return Stream.concat(Stream.of(header), rows.stream().map(line)).collect(Collectors.joining("\n", "", "\n"));
    }

    /** No text of a simulated business has a comma or a quotation mark. */
    private static String line(@Nullable Object... fields) {
        return Stream.of(fields).map(field -> Objects.toString(field, "")).collect(Collectors.joining(","));
    }
}
