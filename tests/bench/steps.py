# libvirt-python's side of the comparison: the same work, timed inside the process. Prints one line of JSON.
import json
import sys
import time

import libvirt


def timed(work):
    begin = time.perf_counter()
    result = work()
    return (time.perf_counter() - begin) * 1000, result


connect, connection = timed(lambda: libvirt.open(sys.argv[1]))
listing, domains = timed(lambda: connection.listAllDomains())
xml, texts = timed(lambda: [domain.XMLDesc() for domain in domains])
statistics, records = timed(lambda: connection.getAllDomainStats())
assert len(domains) == len(texts) == len(records)
print(json.dumps({
    'connect': connect,
    'list': listing,
    'xml': xml,
    'statistics': statistics,
    'all': connect + listing + xml + statistics,
    'domains': len(domains),
}))
