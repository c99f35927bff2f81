// swift-tools-version: 5.9
import Foundation
import PackageDescription

// Apps link the XCFramework, if it lies beside this file; on Linux, and while developing, the library is found by the
// linker: `swift test -Xlinker -L -Xlinker <folder of libguanxi_mobile>`.
let framework = "GuanxiFFI.xcframework"
let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
let packaged = FileManager.default.fileExists(atPath: here.appendingPathComponent(framework).path)

let package = Package(
    name: "Guanxi",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "Guanxi", targets: ["Guanxi"])],
    targets: [
        packaged
            ? .binaryTarget(name: "GuanxiFFI", path: framework)
            : .systemLibrary(name: "GuanxiFFI", path: "Sources/GuanxiFFI"),
        .target(
            name: "Guanxi",
            dependencies: ["GuanxiFFI"],
            linkerSettings: packaged ? [] : [.linkedLibrary("guanxi_mobile")]
        ),
        .testTarget(name: "GuanxiTests", dependencies: ["Guanxi"]),
    ]
)
