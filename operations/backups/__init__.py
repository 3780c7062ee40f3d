"""Backups of a site: written, read back, kept for as long as the settings say.

A place has many backups: a folder, a bucket, or a file with one of them. Content is stored once by
its digest, in pieces of at most 4 MiB, compressed, and encrypted on wish:

content/ab/abcd…     a piece, by the SHA-256 of its content
inventories/NAME     which pieces a backup names, and what is stored of each
backups/NAME.json    the record of a backup, written last: without it there is none
running/ID           a backup that is being written: nothing is collected meanwhile
key.age              the private key of the backups, encrypted by the password
longwave-backups.json   the format, and the public key

stores.py, folder_store.py, bucket_store.py, tar_store.py   where the files of a place are
backup_targets.py     what a person names: FILE, DIR, s3://bucket/prefix, each with @date
secrets.py            the password and the keys, as they are given
encryption.py         age: what is stored of a piece
records.py            the record of a backup, and its inventory
backup_repository.py  pieces, inventories and records in a store
manifest.py           the files of a backup, and facts of its database
backed_up_files.py    the files of a site
backup_writing.py     the site -> a backup
backup_reading.py     a backup -> files
opening.py            any backup that is to be restored
former_archive.py     the files that older versions wrote
verifying.py          reads a backup back
backup_retention.py   which backups are kept
collecting.py         deletes the others, and content that no backup names
runs.py               all of it: a backup, its result, and what is deleted after it
"""
