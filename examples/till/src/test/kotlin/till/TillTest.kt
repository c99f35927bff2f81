package till

import io.guanxi.GuanxiException
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
}
