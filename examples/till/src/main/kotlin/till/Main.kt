package till

import io.guanxi.Money
import io.guanxi.of
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import kotlinx.coroutines.runBlocking

/** `mvn compile exec:java`, or with a file: `mvn compile exec:java -Dexec.args=till.redb`. */
fun main(args: Array<String>) = runBlocking {
    val zone = "Asia/Shanghai"
    Till.open(args.firstOrNull() ?: "memory:", name = "till-1", currency = "CNY", zone = zone, country = "CN").use { till ->
        val now = Instant.now()
        val tea = Article("TEA-1", "Oolong tea 100 g", Money.of("58.00 CNY"), quantity = 2)
        val cup = Article("CUP-3", "Porcelain cup", Money.of("36.50 CNY"))
        val number = "%tY%<tj-%d".format(now.atZone(ZoneId.of(zone)), now.epochSecond % 100_000)
        println(till.sell(number, now, listOf(tea, cup), phone = "13910357642").print())
        println(till.day(LocalDate.now(ZoneId.of(zone))).print())
    }
}
