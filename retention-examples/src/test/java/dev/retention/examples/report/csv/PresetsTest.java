package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One export of each shop, with the quirks that such exports have; what is right was worked out by hand. */
class PresetsTest {

    @TempDir
    Path folder;

    /** mia orders in January and, in other letters, in February; the guest of the till has no e-mail. */
    @Test
    void readsShopify() {
        String file = "\uFEFF" + """
                Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id
                #9,mia@a.test,paid,2025-01-31 23:40:00 -0500,fulfilled,CAD,"1,200.00",10.00,0.00,"1,210.00",2025-01-31 23:40:00 -0500,1,"Desk ""Oak"", wide",1000.00,0.00,1
                #9,mia@a.test,,,,,,,,,2025-01-31 23:40:00 -0500,2,"Lamp
                with shade",100.00,,
                #10,,paid,2025-02-01 09:00:00 -0500,fulfilled,CAD,5.00,0.00,0.00,5.00,2025-02-01 09:00:00 -0500,1,Mug,5.00,0.00,2
                #11,Mia@A.TEST,partially_refunded,2025-02-10 09:00:00 -0500,fulfilled,CAD,80.00,0.00,0.00,80.00,2025-02-10 09:00:00 -0500,1,Chair,80.00,30.00,3
                #12,ned@a.test,refunded,2025-02-11 09:00:00 -0500,fulfilled,CAD,70.00,0.00,0.00,70.00,2025-02-11 09:00:00 -0500,1,Chair,70.00,70.00,4
                #13,ned@a.test,pending,,unfulfilled,CAD,70.00,0.00,0.00,70.00,2025-02-12 09:00:00 -0500,1,Chair,70.00,0.00,5
                #13,ned@a.test,,,,,,,,,2025-02-12 09:00:00 -0500,1,Mug,5.00,,
                """.replace("\n", "\r\n");
        ReadFile read = ReadFile.of(folder, file);
        assertThat(read.orders()).containsExactly("mia@a.test 2025-01-31 1210.00", "mia@a.test 2025-02-10 50.00");
        assertThat(read.currency()).isEqualTo("CAD");
        assertThat(read.inBoth("2025-01", "2025-02")).isEqualTo(1);
        assertThat(read.excluded())
                .containsOnly(entry(Excluded.Reason.NOT_COUNTED, 2L), entry(Excluded.Reason.NO_CUSTOMER, 1L));
        assertThat(read.reading().merged()).isEqualTo(2);
        assertThat(read.reading().preset()).contains("shopify");
        assertThat(read.reading().text())
                .startsWith("Read as Shopify's orders export (told by its header")
                .contains(
                        "customer from Email in any case",
                        "\"Financial Status\" paid, partially_refunded",
                        "the day as written")
                .endsWith(
                        "7 lines, 2 orders, 2 further lines of orders, 3 left out: 2 status or kind that does not count, "
                                + "1 no customer.");
        // In Berlin mia's first order is on the next day, and so in the same month as the second.
        assertThat(ReadFile.of(folder, file, "--zone", "Europe/Berlin").orders())
                .containsExactly("mia@a.test 2025-02-01 1210.00", "mia@a.test 2025-02-10 50.00");
        assertThat(ReadFile.of(folder, file, "--preset", "Shopify", "--only", "Financial Status=pending")
                        .orders())
                .containsExactly("ned@a.test 2025-02-12 70.00");
    }

    @Test
    void readsWooCommerce() {
        String file = """
            order_id,order_number,order_date,status,order_total,order_currency,customer_id,billing_email,refunded_total,line_item
            7,7,2025-01-05 10:00:00,wc-completed,"1.045,00",EUR,0,Ida@b.test,0,Mug
            7,7,2025-01-05 10:00:00,wc-completed,"1.045,00",EUR,0,Ida@b.test,0,Plate
            8,8,2025-01-09 10:00:00,wc-processing,"20,50",EUR,4,jon@b.test,"0,00",Mug
            9,9,2025-02-02 00:10:00,wc-failed,"99,00",EUR,4,jon@b.test,"0,00",Mug
            10,10,2025-02-03 00:10:00,wc-completed,"12,00",EUR,0,ida@b.test,"2,00",Mug
            11,11,2025-02-04 00:10:00,wc-completed,"12,00",EUR,0,kim@b.test,"12,00",Mug
            12,12,2025-02-05 00:10:00,wc-shipped,"12,00",EUR,0,kim@b.test,"0,00",Mug
            """;
        ReadFile read = ReadFile.of(folder, file);
        assertThat(read.orders())
                .containsExactly(
                        "ida@b.test 2025-01-05 1045.00", "jon@b.test 2025-01-09 20.50", "ida@b.test 2025-02-03 10.00");
        assertThat(read.excluded())
                .containsOnly(entry(Excluded.Reason.NOT_COUNTED, 2L), entry(Excluded.Reason.REFUNDED, 1L));
        read.hasNote(DataNote.Kind.UNKNOWN_STATUS, "1 line with status \"wc-shipped\", which is not known: left out");
        // By the shop's own numbers 0 is every guest, and so nobody.
        assertThat(ReadFile.of(folder, file, "--customer-column", "customer_id").orders())
                .containsExactly("4 2025-01-09 20.50");
    }

    @Test
    void readsStripe() {
        ReadFile read = ReadFile.of(folder, """
                id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Customer ID,Customer Email,Status,Mode
                ch_1,2025-01-31 23:30:00,19.99,0.00,gbp,true,cus_1,pat@c.test,Paid,Live
                ch_2,2025-02-28 10:00:00,19.99,5.00,gbp,true,cus_2,Pat@c.test,Paid,Live
                ch_2,2025-02-28 10:00:00,19.99,5.00,gbp,true,cus_2,Pat@c.test,Paid,Live
                ch_3,2025-02-28 10:05:00,40.00,40.00,gbp,true,cus_3,rob@c.test,Refunded,Live
                ch_4,2025-02-28 10:06:00,40.00,0.00,gbp,false,cus_3,rob@c.test,Failed,Live
                ch_5,2025-02-28 10:07:00,40.00,0.00,gbp,true,,,Paid,Live
                ch_6,2025-02-28 10:08:00,40.00,0.00,gbp,true,cus_9,dev@c.test,Paid,Test
                """);
        assertThat(read.orders()).containsExactly("pat@c.test 2025-01-31 19.99", "pat@c.test 2025-02-28 14.99");
        assertThat(read.currency()).isEqualTo("GBP");
        assertThat(read.excluded())
                .containsOnly(
                        entry(Excluded.Reason.NOT_COUNTED, 3L),
                        entry(Excluded.Reason.NO_CUSTOMER, 1L),
                        entry(Excluded.Reason.REPEATED, 1L));
        assertThat(read.reading().text()).contains("times of the file in UTC");
    }

    @Test
    void readsPayPalInEveryLocale() {
        String german = """
            "Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","Transaction ID"
            "28.01.2025","10:00:00","CET","U","Website Payment","Completed","EUR","2.500,00","-1,00","2.499,00","uta@d.test","A1"
            "28.01.2025","10:00:00","CET","V","Website Payment","Completed","EUR","10,00","-1,00","9,00","vic@d.test","A2"
            "03.02.2025","10:00:00","CET","U","Mobile Payment","Completed","EUR","7,50","-1,00","6,50","UTA@d.test","A3"
            "04.02.2025","10:00:00","CET","V","Payment Refund","Completed","EUR","-10,00","1,00","-9,00","vic@d.test","A4"
            "05.02.2025","10:00:00","CET","","General Withdrawal","Completed","EUR","-900,00","0,00","-900,00","","A5"
            "06.02.2025","10:00:00","CET","V","Website Payment","Denied","EUR","10,00","0,00","10,00","vic@d.test","A6"
            """;
        ReadFile read = ReadFile.of(folder, german);
        assertThat(read.orders())
                .containsExactly(
                        "uta@d.test 2025-01-28 2500.00", "vic@d.test 2025-01-28 10.00", "uta@d.test 2025-02-03 7.50");
        // vic's refund is no return: one of two came back.
        assertThat(read.customersIn("2025-01")).hasSize(2);
        assertThat(read.inBoth("2025-01", "2025-02")).isEqualTo(1);
        assertThat(read.reading().refunds()).isEqualTo(1);
        assertThat(read.reading().refunded()).isEqualByComparingTo("-10.00");
        String american = german.replaceAll("\"(\\d\\d)\\.(\\d\\d)\\.2025\"", "\"$2/$1/2025\"")
                .replace("2.500,00", "2;500.00")
                .replaceAll("(\\d),(\\d\\d)\"", "$1.$2\"")
                .replace(';', ',');
        assertThat(ReadFile.of(folder, american).orders()).isEqualTo(read.orders());
        assertThat(ReadFile.of(folder, german, "--refunds", "deduct").orders())
                .containsExactly(
                        "uta@d.test 2025-01-28 2500.00", "vic@d.test 2025-01-28 0.00", "uta@d.test 2025-02-03 7.50");
    }

    @Test
    void tellsRefundsFromPaymentsOutOfPayPal() {
        String file = """
            "Date","Time","TimeZone","Type","Status","Currency","Gross","From Email Address","To Email Address","Transaction ID"
            "28/01/2025","10:00:00","CET","Website Payment","Completed","EUR","50.00","uta@d.test","shop@d.test","A1"
            "03/02/2025","10:00:00","CET","Website Payment","Partially Refunded","EUR","20.00","vic@d.test","shop@d.test","A2"
            "04/02/2025","10:00:00","CET","Payment Refund","Completed","EUR","-5.00","shop@d.test","vic@d.test","A3"
            "05/02/2025","10:00:00","CET","Express Checkout Payment","Completed","EUR","-88.50","shop@d.test","paper@d.test","A4"
            "06/02/2025","10:00:00","CET","Payment Refund","Completed","EUR","88.50","paper@d.test","shop@d.test","A5"
            """;
        ReadFile read = ReadFile.of(folder, file);
        assertThat(read.orders()).containsExactly("uta@d.test 2025-01-28 50.00", "vic@d.test 2025-02-03 20.00");
        assertThat(read.reading().refunded()).isEqualByComparingTo("-5.00");
        assertThat(read.excluded())
                .containsOnly(entry(Excluded.Reason.NOT_COUNTED, 2L), entry(Excluded.Reason.REFUND, 1L));
        assertThat(ReadFile.of(folder, file, "--refunds", "deduct").orders())
                .containsExactly("uta@d.test 2025-01-28 50.00", "vic@d.test 2025-02-03 15.00");
    }

    @Test
    void countsEachPaymentOfOlistOnceHoweverManyItemsThereAre() {
        String file = """
            order_id,order_status,order_purchase_timestamp,customer_unique_id,order_item_id,price,payment_sequential,payment_value
            o1,delivered,2018-01-11 10:14:50,u1,1,10.00,1,15.00
            o1,delivered,2018-01-11 10:14:50,u1,1,10.00,2,5.00
            o1,delivered,2018-01-11 10:14:50,u1,2,10.00,1,15.00
            o1,delivered,2018-01-11 10:14:50,u1,2,10.00,2,5.00
            """;
        assertThat(ReadFile.of(folder, file).orders()).containsExactly("u1 2018-01-11 20.00");
        assertThat(ReadFile.of(folder, file, "--amount-column", "price").orders())
                .containsExactly("u1 2018-01-11 20.00");
    }

    @Test
    void saysSoWhereManyLinesNameNobody() {
        String file = """
            id,Created (UTC),Amount,Amount Refunded,Currency,Customer ID,Customer Email,Status
            ch_1,2025-01-02 10:00,10.00,0.00,eur,cus_1,a@x.test,Paid
            ch_2,2025-01-02 10:00,10.00,0.00,eur,cus_2,,Paid
            """;
        ReadFile read = ReadFile.of(folder, file)
                .hasNote(
                        DataNote.Kind.MANY_WITHOUT_CUSTOMER,
                        "1 of 2 lines have no customer in column \"Customer Email\" and are left out");
        assertThat(read.orders()).hasSize(1);
    }

    @Test
    void readsWooCommerceWithoutMailAddresses() {
        String stats = """
            order_id,parent_id,date_created,num_items_sold,total_sales,net_total,status,customer_id
            1,0,2025-01-02 10:00:00,1,12.00,10.00,wc-completed,7
            2,0,2025-02-02 10:00:00,1,12.00,10.00,wc-processing,7
            3,0,2025-02-02 10:00:00,1,12.00,10.00,wc-on-hold,8
            4,0,2025-02-02 10:00:00,1,12.00,10.00,wc-completed,0
            """;
        assertThat(ReadFile.of(folder, stats, "--currency", "EUR").orders())
                .containsExactly("7 2025-01-02 12.00", "7 2025-02-02 12.00");
        String noMail = """
            order_id,order_number,date,status,order_total,refunded_total,order_currency,customer_id
            1,1001,2025-01-02 10:00:00,completed,12.00,0.00,EUR,7
            2,1002,2025-02-02 10:00:00,on-hold,12.00,0.00,EUR,7
            3,1003,2025-02-02 10:00:00,completed,12.00,2.00,EUR,0
            4,1004,2025-02-03 10:00:00,completed,12.00,2.00,EUR,7
            """;
        assertThat(ReadFile.of(folder, noMail).orders()).containsExactly("7 2025-01-02 12.00", "7 2025-02-03 10.00");
    }

    @Test
    void readsUciOnlineRetail() {
        StringBuilder file = new StringBuilder(
                "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
        file.append("536365,85123A,HOLDER £,6,12/1/2010 8:26,2.55,17850.0,United Kingdom\n");
        file.append("536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850.0,United Kingdom\n");
        file.append("536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850.0,United Kingdom\n");
        file.append("536366,22633,WARMER,2,12/1/2010 8:28,1.85,17850,United Kingdom\n");
        file.append("536367,84879,BIRD,32,12/1/2010 8:34,1.69,13047,United Kingdom\n");
        file.append("536414,22139,,56,12/1/2010 11:52,0,,United Kingdom\n");
        file.append("C536379,D,Discount,-1,12/2/2010 9:41,27.50,13047,United Kingdom\n");
        file.append("540000,84879,BIRD,1,1/14/2011 8:34,1.69,17850,United Kingdom\n");
        ReadFile read = ReadFile.of(folder, file.toString().getBytes(StandardCharsets.ISO_8859_1));
        // 6 × 2.55 + 6 × 3.39 = 35.64; 2 × 1.85 = 3.70; 32 × 1.69 = 54.08.
        assertThat(read.orders())
                .containsExactly(
                        "17850 2010-12-01 35.64",
                        "17850 2010-12-01 3.70",
                        "13047 2010-12-01 54.08",
                        "17850 2011-01-14 1.69");
        assertThat(read.currency()).isEqualTo("GBP");
        assertThat(read.excluded())
                .containsOnly(
                        entry(Excluded.Reason.NO_CUSTOMER, 1L),
                        entry(Excluded.Reason.REPEATED, 1L),
                        entry(Excluded.Reason.REFUND, 1L));
        assertThat(read.reading().refunded()).isEqualByComparingTo("-27.50");
    }

    @Test
    void looksThroughTheWholeFileForTheOrderOfDayAndMonth() {
        StringBuilder file =
                new StringBuilder("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n");
        for (int i = 0; i < 25_000; i++) {
            file.append(i)
                    .append(",1,A DESCRIPTION THAT FILLS THE FIRST LINES OF THE FILE,1,01-12-2010 08:26,1.00,7,EIRE\n");
        }
        file.append("99999,1,A,1,13-12-2010 08:26,1.00,8,EIRE\n");
        ReadFile read = ReadFile.of(folder, file.toString());
        assertThat(read.orders())
                .hasSize(25_001)
                .startsWith("7 2010-12-01 1.00")
                .endsWith("8 2010-12-13 1.00");
    }

    @Test
    void readsOlistJoinedWithItsCustomers() {
        String file = """
            order_id,customer_id,order_status,order_purchase_timestamp,customer_unique_id,order_item_id,price
            o1,c1,delivered,2018-01-11 10:14:50,u1,1,10.00
            o1,c1,delivered,2018-01-11 10:14:50,u1,2,10.00
            o2,c2,delivered,2018-02-11 10:14:50,u1,1,7.00
            o3,c3,canceled,2018-02-11 10:14:50,u2,1,7.00
            """;
        ReadFile read = ReadFile.of(folder, file);
        assertThat(read.orders()).containsExactly("u1 2018-01-11 20.00", "u1 2018-02-11 7.00");
        assertThat(read.currency()).isEqualTo("BRL");
        ReadFile.refused(
                folder,
                "order_id,customer_id,order_status,order_purchase_timestamp,price\no1,c1,delivered,2018-01-11 10:14:50,1\n",
                "orders.csv:1: this is Olist's orders: no column \"customer_unique_id\" in the header (found: order_id, "
                        + "customer_id, order_status, order_purchase_timestamp, price); customer_id is new with every order");
    }

    @Test
    void readsAmazonsOrderReport() {
        String file = """
            amazon-order-id|purchase-date|order-status|item-status|quantity|currency|item-price|buyer-email
            1|2025-01-03T10:14:50+00:00|Shipped|Shipped|1|EUR|45.00|abc@m.test
            1|2025-01-03T10:14:50+00:00|Shipped|Shipped|1|EUR|5.00|abc@m.test
            2|2025-02-05T08:00:00+00:00|Cancelled|Cancelled|0|||abc@m.test
            3|2025-02-28T23:30:00+00:00|Shipped - Delivered to Buyer|Shipped|2|EUR|20.00|abc@m.test
            4|2025-02-28T23:30:00+00:00|Pending|Unshipped|2|EUR|20.00|
            """.replace('|', '\t');
        ReadFile read = ReadFile.of(folder, file);
        assertThat(read.orders()).containsExactly("abc@m.test 2025-01-03 50.00", "abc@m.test 2025-02-28 20.00");
        assertThat(read.excluded()).containsOnly(entry(Excluded.Reason.NOT_COUNTED, 2L));
        assertThat(ReadFile.of(folder, file, "--zone", "Europe/Berlin").orders())
                .endsWith("abc@m.test 2025-03-01 20.00");
    }

    @Test
    void readsTheSuperstore() {
        String file = """
            Row ID,Order ID,Order Date,Ship Date,Customer ID,Customer Name,Segment,Sales,Quantity,Discount,Profit
            1,CA-1,11/8/2016,11/11/2016,CG-1,Claire,Consumer,261.96,2,0,41.9136
            2,CA-1,11/8/2016,11/11/2016,CG-1,Claire,Consumer,731.94,3,0,219.582
            3,CA-2,12/21/2016,12/30/2016,CG-1,Claire,Consumer,14.625,2,0,6.8714
            """;
        ReadFile read = ReadFile.of(folder, file);
        // 14.625 is rounded half to even.
        assertThat(read.orders()).containsExactly("CG-1 2016-11-08 993.90", "CG-1 2016-12-21 14.62");
        assertThat(read.currency()).isEqualTo("USD");
        assertThat(read.total()).isEqualByComparingTo("1008.52");
    }

    @Test
    void readsPlainlyWherePresetsAreNotWanted() {
        String file = "order_id,customer_id,order_purchase_timestamp,price\n"
                + "o1,c1,2018-01-11,1\no1,c1,2018-01-11,2\no2,c2,2018-01-11,2\n";
        ReadFile read = ReadFile.of(
                folder,
                file,
                "--preset",
                "none",
                "--currency",
                "BRL",
                "--customer-column",
                "customer_id",
                "--date-column",
                "order_purchase_timestamp",
                "--amount-column",
                "price");
        assertThat(read.orders()).hasSize(3);
        read.hasNote(
                DataNote.Kind.LINES_OF_ONE_ORDER,
                "column order_id has 2 values on 3 lines: are the lines items of orders? (see --order-column order_id)");
        ReadFile.refused(folder, file, "--preset \"ebay\" is none of shopify, woocommerce, stripe", "--preset", "ebay");
        assertThat(Presets.ORDERS.all()).hasSize(8).allSatisfy(preset -> {
            assertThat(preset.value("source"))
                    .hasValueSatisfying(url -> assertThat(url).startsWith("https://"));
            assertThat(preset.numbered("signature")).isNotEmpty();
        });
    }
}
