package till

import io.guanxi.Crm
import io.guanxi.CustomerInput
import io.guanxi.CustomerRef
import io.guanxi.GuanxiException
import io.guanxi.ImportPointsInput
import io.guanxi.Money
import io.guanxi.of
import java.nio.file.Path
import java.time.Instant
import java.time.LocalDate
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

class TillTest {
    private val phone = "+8613910357642"

    private val tea = Article("TEA-1", "Oolong tea 100 g", Money.of("58.00 CNY"), quantity = 2)
    private val cup = Article("CUP-3", "Porcelain cup", Money.of("36.50 CNY"))

    // 00:30 on March 2 in Shanghai is still March 1 in UTC.
    private val late = Instant.parse("2026-03-01T16:30:00Z")
    private val noon = Instant.parse("2026-03-01T04:00:00Z")

    private suspend fun open(folder: Path) = Till.open(folder.resolve("till.redb").toString(), "till-1", "CNY", "Asia/Shanghai", "CN")

    @Test
    fun `a day at the till, with the power cut in between`(@TempDir folder: Path) = runBlocking {
        open(folder).use { till ->
            val receipt = till.sell("1", noon, listOf(tea, cup), phone = "13910357642")
            assertEquals(
                """
                Receipt 1
                Oolong tea 100 g       2   116.00 CNY
                Porcelain cup          1    36.50 CNY
                Total                      152.50 CNY
                Points: 152 new ones, 152 in all
                Visit no. 1. Thank you!

                """.trimIndent(),
                receipt.print(),
            )
        }
        open(folder).use { till ->
            assertTrue(till.sell("1", noon, listOf(tea, cup), phone = "13910357642").again)
            assertEquals(2, till.sell("2", noon, listOf(cup), phone = "+86 139 1035 7642").visits)
            till.sell("3", late, listOf(cup))
            assertEquals(Money.of("36.50 CNY"), till.refund("2", "broken").amount)
            assertThrows<GuanxiException.NotFound> { till.refund("9", "no such sale") }
            val day = till.day(LocalDate.parse("2026-03-01"))
            assertEquals("2026-03-01  2 sales, 189.00 CNY, given back 36.50 CNY, net 152.50 CNY", day.print())
            assertEquals(1, till.day(LocalDate.parse("2026-03-02")).sales)
            assertEquals(0, till.day(LocalDate.parse("2026-03-03")).sales)
        }
    }

    @Test
    fun `points are earned and spent without a network, and told to the shop as often as one likes`(@TempDir folder: Path) = runBlocking {
        Crm.open("memory:", actor = "shop").use { shop ->
            shop.shop.set(currency = "CNY", zone = "Asia/Shanghai", country = "CN")
            shop.loyalty.defineProgram("club", Till.club("CNY"))
            val inShop = suspend { shop.loyalty.balance(phone).available }
            open(folder).use { till ->
                till.sell("1", noon, listOf(tea, cup), phone)
                val paid = till.sell("2", late, listOf(cup), phone, points = 100)
                assertTrue(
                    paid.print().endsWith(
                        """
                        Total                       36.50 CNY
                        Paid with 100 points        10.00 CNY
                        Points: 26 new ones, 78 in all
                        Visit no. 2. Thank you!

                        """.trimIndent(),
                    ),
                    paid.print(),
                )
                assertTrue(till.sell("2", late, listOf(cup), phone, points = 100).again)
                assertThrows<GuanxiException.Refused> { till.sell("3", late, listOf(tea), phone, points = 100) }

                assertEquals(Synced(2, emptyList()), till.sync(shop))
                assertEquals(78, inShop())
                assertEquals(Synced(0, emptyList()), till.sync(shop))
                till.refund("2", "broken")
                assertEquals(Synced(1, emptyList()), till.sync(shop))
                assertEquals(152, inShop())
            }
            // The power went before the till had noted that it told: it tells everything again.
            Crm.open(folder.resolve("till.redb").toString()).use { it.feed.rewind("sync") }
            open(folder).use { till -> assertEquals(Synced(2, emptyList()), till.sync(shop)) }
            assertEquals(152, inShop())
            assertEquals(2, shop.orders.metrics(shop.customers.resolve(phone).id).numberOfOrders)
            assertTrue(shop.proof.verify().tables.all { it.missing + it.extra + it.different == 0L })
        }
    }

    @Test
    fun `two tills spent the same points, and the shop says whose it did not take`(@TempDir folder: Path) = runBlocking {
        suspend fun welcome(crm: Crm) {
            crm.shop.set(currency = "CNY", zone = "Asia/Shanghai", country = "CN")
            crm.loyalty.defineProgram("club", Till.club("CNY"))
            val member = crm.customers.upsert(CustomerInput(source = "shop", externalId = "1", phone = phone)).customer
            crm.loyalty.importPoints(ImportPointsInput(customer = CustomerRef.Id(member.id), points = 120, source = "shop", externalId = "welcome", earnedAt = noon))
        }
        Crm.open("memory:", actor = "shop").use { shop ->
            welcome(shop)
            for ((name, refused) in listOf("till-1" to emptyList(), "till-2" to listOf("B1"))) {
                val file = folder.resolve("$name.redb").toString()
                Crm.open(file).use { welcome(it) }
                Till.open(file, name, "CNY", "Asia/Shanghai", "CN").use { till ->
                    till.sell(if (refused.isEmpty()) "A1" else "B1", late, listOf(cup), phone, points = 100)
                    assertEquals(Synced(1, refused), till.sync(shop))
                }
            }
            assertTrue(shop.proof.verify().tables.all { it.missing + it.extra + it.different == 0L })
        }
    }
}
