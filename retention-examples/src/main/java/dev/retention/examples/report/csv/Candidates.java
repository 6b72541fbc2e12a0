package dev.retention.examples.report.csv;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Guesses which column of a header could be meant, for messages only: nothing is read by it. */
final class Candidates {

    /** Plain names of columns by what they say, the likeliest first; the last ones match as a part of a longer name. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "customer",
            List.of(
                    "customeruniqueid",
                    "customerid",
                    "customeremail",
                    "email",
                    "emailaddress",
                    "buyeremail",
                    "fromemailaddress",
                    "billingemail",
                    "userid",
                    "clientid",
                    "memberid",
                    "accountid",
                    "custid",
                    "cust",
                    "client",
                    "user",
                    "buyer",
                    "member",
                    "customername",
                    "kundennummer",
                    "kunde",
                    "id",
                    "*customer",
                    "*client",
                    "*email",
                    "*buyer",
                    "*user",
                    "*kunde",
                    "*account"),
            "date",
            List.of(
                    "orderdate",
                    "createdat",
                    "purchasedate",
                    "invoicedate",
                    "created",
                    "createddate",
                    "createddateutc",
                    "orderpurchasetimestamp",
                    "transactiondate",
                    "day",
                    "timestamp",
                    "datetime",
                    "datum",
                    "paidat",
                    "time",
                    "*date",
                    "*datum",
                    "*created",
                    "*timestamp",
                    "*day",
                    "*time"),
            "amount",
            List.of(
                    "total",
                    "ordertotal",
                    "totalamount",
                    "grandtotal",
                    "sales",
                    "gross",
                    "revenue",
                    "value",
                    "itemprice",
                    "price",
                    "amountpaid",
                    "betrag",
                    "umsatz",
                    "sum",
                    "net",
                    "*total",
                    "*amount",
                    "*sales",
                    "*revenue",
                    "*price",
                    "*value",
                    "*betrag",
                    "*gross"),
            "start",
            List.of(
                    "startdate",
                    "startedat",
                    "begin",
                    "from",
                    "created",
                    "createdat",
                    "*start",
                    "*begin",
                    "*from",
                    "*created"),
            "price",
            List.of(
                    "amount",
                    "unitprice",
                    "mrr",
                    "value",
                    "fee",
                    "charge",
                    "*price",
                    "*amount",
                    "*mrr",
                    "*value",
                    "*charge"),
            "currency",
            List.of("currency", "currencycode", "*currency", "*curr"),
            "order",
            List.of(
                    "orderid",
                    "orderno",
                    "ordernumber",
                    "invoiceno",
                    "invoice",
                    "transactionid",
                    "*orderid",
                    "*invoice"));

    private Candidates() {}

    /** The option spelled out with the likeliest column, if one is likely. */
    static Optional<String> advice(Columns.Asked asked, List<String> header) {
        return likeliest(asked.role(), header)
                .map(column -> asked.option() + (asked.option().endsWith("=") ? "" : " ") + Shown.argument(column));
    }

    /** The likeliest column for what is asked for. */
    static Optional<String> likeliest(String role, List<String> header) {
        if (header.size() < 2) {
            return Optional.empty();
        }
        List<String> plain = header.stream().map(Columns::plain).toList();
        for (String name : NAMES.getOrDefault(role, List.of())) {
            for (int i = 0; i < plain.size(); i++) {
                boolean part = name.startsWith("*");
                if (part
                        ? plain.get(i).contains(name.substring(1))
                        : plain.get(i).equals(name)) {
                    return Optional.of(header.get(i).strip());
                }
            }
        }
        return Optional.empty();
    }
}
